package dev.toolspec4j.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.toolspec4j.a2a.PeerReply.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client makes of answers, as five real servers and one platform write them. */
class ReplyReaderTest {
    private static PeerReply read(String body) {
        return read(200, "application/json", body);
    }

    private static PeerReply read(int status, String type, String body) {
        return ReplyClassifier.classify(new HttpReply(
                status,
                type,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ByteString.encodeUtf8(body.replace('\'', '"')),
                false));
    }

    private static PeerReply result(String json) {
        return read("{'jsonrpc':'2.0','id':'1','result':" + json + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'message','role':'agent','messageId':'m','contextId':'c','parts':[{'kind':'text','text':'hi'}]}",
                "{'parts':[{'text':'hi','kind':'text'}],'contextId':'c','kind':'message'}",
                "{'message':{'role':'ROLE_AGENT','contextId':'c','parts':[{'text':'hi'}]}}",
                "{'message':{'role':'agent','contextId':'c','parts':[{'kind':'text','text':'hi'}]},'task':null}",
                "{'kind':'message','contextId':'c','parts':[{'type':'text','text':'hi'}],'metadata':{},'taskId':'gone'}",
                "{'contextId':'c','parts':[{'root':{'kind':'text','text':'hi'}}],'extensions':[],'unknown':{'a':[1]}}",
                "{'contextId':'c','parts':[{'text':'hi','filename':'','mediaType':'','metadata':{}}],'kind':'message'}"
            })
    void readsAMessageInEverySpelling(String json) {
        PeerReply reply = result(json);

        assertThat(reply).isEqualTo(new PeerReply.Message("hi", Optional.of("c")));
        assertThat(reply.standing()).isEqualTo(Standing.COMPLETED);
        assertThat(reply.remoteTaskId()).isEmpty();
    }

    @Test
    void readsTheOldLogFormThatIsPlainText() {
        assertThat(result("'hello'").text()).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource({
        "submitted, TASK_STATE_SUBMITTED, WORKING",
        "working, TASK_STATE_WORKING, WORKING",
        "input-required, TASK_STATE_INPUT_REQUIRED, INPUT_REQUIRED",
        "auth-required, TASK_STATE_AUTH_REQUIRED, AUTH_REQUIRED",
        "completed, TASK_STATE_COMPLETED, COMPLETED",
        "canceled, TASK_STATE_CANCELED, CANCELED",
        "failed, TASK_STATE_FAILED, FAILED",
        "rejected, TASK_STATE_REJECTED, REJECTED",
        "unknown, TASK_STATE_UNSPECIFIED, WORKING",
        "something-new, TASK_STATE_SOMETHING_NEW, WORKING"
    })
    void tellsEveryStateApartWithThePeersWords(String old, String current, Standing expected) {
        PeerReply oldReply = result("{'kind':'task','id':'t','contextId':'c','status':{'state':'" + old
                + "','message':{'kind':'message','parts':[{'kind':'text','text':'because'}]}}}");
        PeerReply currentReply = result("{'task':{'id':'t','contextId':'c','status':{'state':'" + current
                + "','message':{'role':'ROLE_AGENT','parts':[{'text':'because'}]}}}}");

        assertThat(oldReply.standing()).isEqualTo(expected);
        assertThat(oldReply.text()).isEqualTo("because");
        assertThat(oldReply.remoteTaskId()).contains("t");
        assertThat(oldReply.contextId()).contains("c");
        assertThat(oldReply.reason()).isNotBlank();
        assertThat(currentReply).isEqualTo(oldReply);
    }

    @Test
    void joinsThePiecesOfAnArtifactAsTheyAreAndArtifactsByLines() {
        PeerReply reply = result("{'status':{'state':'completed','message':{'parts':[{'text':'done'}]}},'id':'t',"
                + "'artifacts':[{'parts':[{'kind':'text','text':'Hel'},{'kind':'text','text':'lo'}]},"
                + "{'parts':[{'text':'world'}]},{'parts':[]}],'kind':'task'}");

        assertThat(reply.text()).isEqualTo("Hello\nworld");
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "rejected", "input-required", "auth-required", "canceled"})
    void readsTheCauseFromTheStatusAndNotFromArtifacts(String state) {
        PeerReply reply = result("{'kind':'task','id':'t','artifacts':[{'parts':[{'text':'half'}]}],'status':{'state':'"
                + state + "','message':{'parts':[{'text':'the cause'}]}}}");

        assertThat(reply.text()).isEqualTo("the cause");
        assertThat(reply.reason()).contains("the cause");
    }

    @Test
    void doesNotTakeAPartialArtifactForTheResult() {
        PeerReply reply = result("{'kind':'task','id':'t','artifacts':[{'artifactId':'a','parts':[{'text':'part'}]}],"
                + "'status':{'state':'working','timestamp':'2026-01-01T10:00:46.989146123Z'}}");

        assertThat(reply.standing()).isEqualTo(Standing.WORKING);
        assertThat(reply.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'task','id':'t','status':{'state':'completed'}}",
                "{'kind':'task','id':'t','status':{'state':'completed'},'artifacts':[]}",
                "{'kind':'task','id':'t','status':{'state':'completed'},'artifacts':[{'parts':[{'text':''}]}]}",
                "{'task':{'status':{'state':'TASK_STATE_COMPLETED'},'artifacts':[{'parts':null}]}}",
                "{'kind':'message','parts':[]}",
                "{'kind':'message'}",
                "''"
            })
    void neverReportsAnEmptySuccess(String json) {
        PeerReply reply = result(json);

        assertThat(reply.standing()).isEqualTo(Standing.COMPLETED);
        assertThat(reply.text()).isEqualTo("(the peer finished and sent no text)");
    }

    @Test
    void describesWhatIsNotText() {
        PeerReply reply = result("{'kind':'message','parts':[{'kind':'text','text':'see'},"
                + "{'kind':'file','file':{'name':'r.pdf','mimeType':'application/pdf','uri':'https://x/r.pdf'}},"
                + "{'raw':'AAAA','filename':'b.bin','mediaType':'application/octet-stream'},"
                + "{'kind':'data','data':{'total':3}},{'data':[1,2]}]}");

        assertThat(reply.text())
                .isEqualTo("see\n[file: r.pdf, application/pdf, https://x/r.pdf]\n"
                        + "[file: b.bin, application/octet-stream, content not shown]\n{\"total\":3}\n[1,2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Agent error: no money", "Agent error (rate_limited) - see logs", "  Agent error: x"})
    void takesTheAgentErrorConventionForAFailure(String text) {
        PeerReply message = result("{'kind':'message','parts':[{'kind':'text','text':'" + text + "'}]}");
        PeerReply task =
                result("{'kind':'task','id':'t','status':{'state':'completed'},'artifacts':[{'parts':[{'text':'" + text
                        + "'}]}]}");

        assertThat(message.standing()).isEqualTo(Standing.FAILED);
        assertThat(task.standing()).isEqualTo(Standing.FAILED);
        assertThat(message.reason()).contains(text);
    }

    @Test
    void doesNotTakeTalkAboutAgentErrorsForOne() {
        assertThat(result("'Agent errors are rare'").standing()).isEqualTo(Standing.COMPLETED);
        assertThat(result("'The log says: Agent error: x'").standing()).isEqualTo(Standing.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource({
        "-32700, REFUSED",
        "-32600, REFUSED",
        "-32601, REFUSED",
        "-32602, REFUSED",
        "-32603, FAILED",
        "-32001, TASK_LOST",
        "-32002, REFUSED",
        "-32004, REFUSED",
        "-32005, REFUSED",
        "-32009, REFUSED",
        "-32000, FAILED",
        "42, FAILED"
    })
    void readsErrorsWithOrWithoutAnId(int code, Standing expected) {
        String error = "'error':{'code':" + code + ",'message':'why','data':[{'reason':'X'}]}";

        assertThat(read("{'jsonrpc':'2.0'," + error + "}").standing()).isEqualTo(expected);
        assertThat(read("{'jsonrpc':'2.0','id':null," + error + "}").reason()).contains("why", String.valueOf(code));
        assertThat(read(400, "application/json", "{" + error + "}").standing()).isEqualTo(expected);
    }

    @Test
    void takesTheStatusForCredentialsWhateverTheBodySays() {
        PeerReply reply = read(401, "application/json", "{'error':{'code':-32603,'message':'x'}}");

        assertThat(reply.standing()).isEqualTo(Standing.REFUSED);
        assertThat(reply.authentication()).isTrue();
    }

    @Test
    void readsAPlatformsErrorThatIsPlainText() {
        PeerReply reply = read(402, "application/json", "{'error':'over budget'}");

        assertThat(reply.standing()).isEqualTo(Standing.REFUSED);
        assertThat(reply.reason()).contains("over budget", "402");
    }

    @Test
    void keepsTheWholeBodyOfAQueuedMessage() {
        PeerReply reply =
                read(202, "application/json", "{'queued':true,'queue_id':'q','queue_depth':3,'message':'later'}");

        assertThat(reply)
                .isInstanceOfSatisfying(
                        PeerReply.Queued.class,
                        queued -> assertThat(queued.body())
                                .containsEntry("queue_id", "q")
                                .containsEntry("queue_depth", 3));
        assertThat(reply.reason()).contains("later");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "7",
                "[]",
                "true",
                "{'result':null}",
                "{'result':7}",
                "{'result':[]}",
                "{'result':{}}",
                "{'result':{'id':'t'}}",
                "{'error':null}",
                "{'error':{}}",
                "{'error':'text'}",
                "{'result':{'kind':'task','status':{'state':'working'}}}",
                "not json",
                "<html>",
                "",
                "{'a':",
                "\u0000"
            })
    void callsTheOutcomeUnknownWhereTheAnswerMakesNoSense(String body) {
        PeerReply reply = read(body);

        assertThat(reply.standing()).isEqualTo(Standing.OUTCOME_UNKNOWN);
        assertThat(reply.reason()).isNotBlank();
    }

    @Test
    void readsJsonOfAnyTypeButHtml() {
        String body = "{'result':{'kind':'message','parts':[{'text':'hi'}]}}";

        assertThat(read(200, "", body).text()).isEqualTo("hi");
        assertThat(read(200, "text/plain", body).text()).isEqualTo("hi");
        assertThat(read(200, "application/a2a+json", body).text()).isEqualTo("hi");
        assertThat(read(200, "text/html", body).standing()).isEqualTo(Standing.OUTCOME_UNKNOWN);
    }

    @Test
    void findsTheQuestionOfAPeerThatPutItElsewhereOrNowhere() {
        assertThat(result("{'kind':'task','id':'t','status':{'state':'input-required'},'artifacts':"
                                + "[{'parts':[{'kind':'text','text':'which one?'}]}]}")
                        .text())
                .isEqualTo("which one?");
        assertThat(result("{'kind':'task','id':'t','status':{'state':'input-required'}}")
                        .text())
                .isNotBlank();
    }

    /** Every member of two rich answers, one after the other, missing, null and of three wrong types. */
    @Test
    void survivesEveryMemberMissingNullOrWronglyTyped() throws IOException {
        List<String> rich = List.of(
                "{'jsonrpc':'2.0','id':'1','result':{'kind':'task','id':'t','contextId':'c','status':{'state':'completed',"
                        + "'timestamp':'x','message':{'kind':'message','parts':[{'kind':'text','text':'s'}]}},'artifacts':"
                        + "[{'artifactId':'a','parts':[{'kind':'text','text':'x'},{'kind':'file','file':{'uri':'u'}}]}]}}",
                "{'jsonrpc':'2.0','id':'1','result':{'message':{'role':'ROLE_AGENT','parts':[{'text':'x'},"
                        + "{'url':'u','filename':'f'},{'data':{'k':1}}]}}}",
                "{'jsonrpc':'2.0','id':'1','error':{'code':-32603,'message':'m','data':[{'reason':'r'}]}}");
        int variants = 0;
        for (String body : rich) {
            for (String variant : variants(Rpc.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))) {
                variants++;
                assertThatCode(() -> {
                            PeerReply reply = read(variant);
                            assertThat(reply.reason()).isNotBlank();
                            assertThat(reply.standing() == Standing.COMPLETED
                                            && reply.text().isBlank())
                                    .isFalse();
                        })
                        .as(variant)
                        .doesNotThrowAnyException();
            }
        }
        assertThat(variants).isGreaterThan(150);
    }

    private static List<String> variants(JsonNode root) {
        List<String> all = new ArrayList<>();
        change(root, root, all);
        return all;
    }

    private static void change(JsonNode root, JsonNode node, List<String> all) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode value = object.get(name);
                write(root, all, unused -> object.remove(name));
                for (JsonNode other : others()) {
                    write(root, all, unused -> object.set(name, other));
                }
                object.set(name, value);
                change(root, value, all);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = array.get(i);
                for (JsonNode other : others()) {
                    array.set(i, other);
                    all.add(root.toString());
                }
                array.set(i, value);
                change(root, value, all);
            }
        }
    }

    private static void write(JsonNode root, List<String> all, Consumer<JsonNode> change) {
        change.accept(root);
        all.add(root.toString());
    }

    private static List<JsonNode> others() {
        return List.of(NullNode.getInstance(), IntNode.valueOf(7), TextNode.valueOf("odd"), Rpc.object());
    }
}
