package dev.toolspec4j.it.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.UUID;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The same exchange by OkHttp and Jackson alone: no deadline, no limits, no rules. */
public final class BareOkHttp implements Contestant {
    private static final MediaType JSON = MediaType.get("application/json");

    private final ObjectMapper mapper = new ObjectMapper();
    private final OkHttpClient http = new OkHttpClient();
    private URI peer = URI.create("http://localhost/");

    @Override
    public void open(URI peer) {
        this.peer = peer;
    }

    @Override
    public String ask(String text) throws Exception {
        String id = UUID.randomUUID().toString();
        ObjectNode request =
                mapper.createObjectNode().put("jsonrpc", "2.0").put("id", id).put("method", "message/send");
        ObjectNode params = request.putObject("params");
        ObjectNode message = params.putObject("message")
                .put("kind", "message")
                .put("role", "user")
                .put("messageId", id);
        message.putArray("parts").addObject().put("kind", "text").put("text", text);
        ObjectNode configuration =
                params.putObject("configuration").put("blocking", true).put("historyLength", 0);
        configuration.putArray("acceptedOutputModes").add("text/plain");
        Request call = new Request.Builder()
                .url(peer.toString())
                .header("Accept", "application/json")
                .post(RequestBody.create(mapper.writeValueAsBytes(request), JSON))
                .build();
        try (Response response = http.newCall(call).execute()) {
            JsonNode reply = mapper.readTree(response.body().bytes());
            return reply.path("result").path("parts").path(0).path("text").asText();
        }
    }
}
