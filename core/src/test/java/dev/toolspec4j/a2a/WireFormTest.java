package dev.toolspec4j.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to the byte, and never a mixture of two versions. */
class WireFormTest {
    private static final A2aMessage FULL = new A2aMessage(
            "6b0c",
            "Summarise the incident",
            Optional.of("t"),
            Optional.of("c"),
            Map.of("delegation_id", "d-7"),
            Map.of("source_workspace_id", "ws-1"));

    @Test
    void writesTheSendOfVersion03() {
        assertThat(new WireForm03().send(FULL, false, Optional.empty()))
                .hasToString(
                        "{'jsonrpc':'2.0','id':'6b0c','method':'message/send','params':{'message':{'kind':'message',"
                                        .replace('\'', '"')
                                + ("'role':'user','messageId':'6b0c','contextId':'c','taskId':'t','parts':[{'kind':'text',"
                                                + "'text':'Summarise the incident'}],'metadata':{'delegation_id':'d-7'}},"
                                                + "'configuration':{'blocking':false,'acceptedOutputModes':['text/plain'],"
                                                + "'historyLength':0},'metadata':{'source_workspace_id':'ws-1'}}}")
                                        .replace('\'', '"'));
    }

    @Test
    void writesTheSendOfVersion10() {
        assertThat(new WireForm10().send(FULL, false, Optional.of("team")))
                .hasToString(
                        ("{'jsonrpc':'2.0','id':'6b0c','method':'SendMessage','params':{'tenant':'team','message':{"
                                        + "'role':'ROLE_USER','messageId':'6b0c','contextId':'c','taskId':'t','parts':[{"
                                        + "'text':'Summarise the incident'}],'metadata':{'delegation_id':'d-7'}},"
                                        + "'configuration':{'returnImmediately':true,'acceptedOutputModes':['text/plain'],"
                                        + "'historyLength':0},'metadata':{'source_workspace_id':'ws-1'}}}")
                                .replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void neverMixesTheVersions(boolean blocking) {
        String old = new WireForm03().send(FULL, blocking, Optional.of("team")).toString();
        String current =
                new WireForm10().send(FULL, blocking, Optional.of("team")).toString();

        assertThat(old).doesNotContain("ROLE_", "returnImmediately", "tenant").contains("\"blocking\":" + blocking);
        assertThat(current).doesNotContain("\"kind\"", "\"blocking\"").contains("\"returnImmediately\":" + !blocking);
        assertThat(new WireForm03().headers()).isEmpty();
        assertThat(new WireForm10().headers()).containsExactly(Map.entry("A2A-Version", "1.0"));
    }

    @Test
    void refusesVersionsThatItDoesNotSpeak() {
        URI url = URI.create("http://peer/");

        assertThatThrownBy(() -> new A2aEndpoint(url, Optional.of("2.0"), Map.of()))
                .hasMessage("A2A protocol must be 0.3 or 1.0, was '2.0'");
    }

    @Test
    void showsNoCredentials() {
        A2aEndpoint endpoint =
                new A2aEndpoint(URI.create("http://peer/"), Optional.empty(), Map.of("Authorization", "Bearer secret"));

        assertThat(endpoint.toString()).contains("Authorization").doesNotContain("secret");
    }
}
