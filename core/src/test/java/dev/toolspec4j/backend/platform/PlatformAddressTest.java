package dev.toolspec4j.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://p.example,           http://p.example/a/b",
        "http://p.example/,          http://p.example/a/b",
        "https://p.example:8443//,   https://p.example:8443/a/b",
        "http://p.example/base/,     http://p.example/base/a/b",
        "' HTTP://p.example\n',      HTTP://p.example/a/b",
        "http://[::1]:8080,          http://[::1]:8080/a/b",
    })
    void aPathAndASlashAtTheEndAreFine(String text, String expected) {
        assertThat(PlatformAddress.parse(text).at(List.of("a", "b"), Map.of())).isEqualTo(URI.create(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p.example",
                "p.example:8080",
                "localhost:8080",
                "//p.example",
                "ftp://p.example",
                "http://",
                "http:///x",
                "http://p.example?x=1",
                "http://p.example#x",
                "http://p example",
                "file:///etc/passwd"
            })
    void whatIsNoAddressIsRefusedByName(String text) {
        assertThatThrownBy(() -> PlatformAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PLATFORM_URL");
    }

    @Test
    void aPasswordIsRefusedAndNotShown() {
        assertThatThrownBy(() -> PlatformAddress.parse("https://me:hunter2@p.example"))
                .hasMessageContaining(".auth_token")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> PlatformAddress.parse("ftp://me:hunter2@p.example"))
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void segmentsAndParametersAreEncodedAndNeverClimb() {
        PlatformAddress address = PlatformAddress.parse("http://p.example");

        assertThat(address.at(List.of("a/b c?"), Map.of("q", "50% & ü")).toString())
                .isEqualTo("http://p.example/a%2Fb%20c%3F?q=50%25+%26+%C3%BC");
        assertThatThrownBy(() -> address.at(List.of(".."), Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> address.at(List.of(""), Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "http://p.example/workspaces/x, true",
        "HTTP://P.Example:80/,          true",
        "https://p.example/,            false",
        "http://p.example:8080/,        false",
        "http://p.example.evil/,        false",
        "http://evil/?p.example,        false",
    })
    void onlyTheSameOriginIsThePlatform(String url, boolean owned) {
        assertThat(PlatformAddress.parse("http://p.example").owns(URI.create(url)))
                .isEqualTo(owned);
    }

    @Test
    void headersAreReadLineByLine() {
        assertThat(PlatformHeaders.parse("X-Molecule-Org-Id: org-1\n\n  X-Trace :  a: b \r\n"))
                .containsExactly(Map.entry("X-Molecule-Org-Id", "org-1"), Map.entry("X-Trace", "a: b"));
        assertThat(PlatformHeaders.parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"no colon", ": value", "Na me: x", "Name:", "Name: caf\u00e9", "Content-Length: 3", "host: x"})
    void aLineThatIsNoHeaderIsRefusedByItsNumber(String line) {
        assertThatThrownBy(() -> PlatformHeaders.parse("A: b\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2 of PLATFORM_HEADERS");
    }
}
