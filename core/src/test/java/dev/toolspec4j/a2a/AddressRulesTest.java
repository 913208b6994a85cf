package dev.toolspec4j.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    private final AddressRules rules = new AddressRules(List.of());

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getAllByName(literal)[0];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "224.0.0.1",
                "239.255.255.255",
                "255.255.255.255",
                "100.100.100.200",
                "168.63.129.16",
                "::",
                "fe80::1",
                "febf::1",
                "ff02::1",
                "fd00:ec2::254",
                "fd00:ec2::23",
                "fd20:ce::254",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "64:ff9b::169.254.169.254",
                "2002:a9fe:a9fe::1"
            })
    void refusesWhatNoPeerLivesAt(String literal) throws UnknownHostException {
        assertThat(rules.allows(address(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "10.0.0.1",
                "192.168.1.1",
                "172.16.0.1",
                "8.8.8.8",
                "fd12::1",
                "2001:db8::1",
                "2002:0a00:0001::1",
                "169.253.255.255"
            })
    void allowsPeersOnThisMachineInThisNetworkAndBeyond(String literal) throws UnknownHostException {
        assertThat(rules.allows(address(literal))).isTrue();
    }

    @Test
    void allowsWhatIsNamed() throws UnknownHostException {
        AddressRules open =
                new AddressRules(List.of(AddressRange.parse("169.254.1.0/24"), AddressRange.parse("fe80::/64")));

        assertThat(open.allows(address("169.254.1.9"))).isTrue();
        assertThat(open.allows(address("169.254.2.9"))).isFalse();
        assertThat(open.allows(address("fe80::5"))).isTrue();
        assertThat(open.allows(address("fe80:1::5"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "localhost", "10.0.0/8/8", "::/129", "host/8"})
    void refusesRangesThatAreNone(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://peer/, http://",
        "file:///etc/passwd, http://",
        "peer:8000, http://",
        "/path, http://",
        "http://user:secret@peer/, credentials",
        "http:///nothing, no valid host",
        "http://under_score/, no valid host",
    })
    void saysWhatIsWrongWithAnUrlWithoutShowingIt(String url, String problem) {
        assertThat(AddressRules.problem(URI.create(url)))
                .hasValueSatisfying(text -> assertThat(text).contains(problem).doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://peer", "https://peer:8443/a2a?x=1", "HTTP://[::1]:80/", "http://10.0.0.1/"})
    void findsNothingWrongWithGoodOnes(String url) {
        assertThat(AddressRules.problem(URI.create(url))).isEmpty();
    }
}
