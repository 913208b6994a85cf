package dev.toolspec4j.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Agent cards as JSON: 0.2 and 0.3 name one address, 1.0 lists interfaces, and a hybrid card does both. */
final class AgentCardJson {
    private static final String JSON_RPC = "JSONRPC";

    private AgentCardJson() {}

    static AgentCard read(String json) {
        try {
            return read(Rpc.read(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalArgumentException("an agent card must be a JSON object", e);
        }
    }

    static AgentCard read(JsonNode card) {
        if (!card.isObject()) {
            throw new IllegalArgumentException("an agent card must be a JSON object");
        }
        return new AgentCard(
                Tree.optionalText(card, "name").orElse("unnamed"),
                Tree.text(card, "description"),
                Tree.text(card, "version"),
                interfaces(card),
                skills(card.path("skills")));
    }

    private static List<AgentCard.Interface> interfaces(JsonNode card) {
        List<AgentCard.Interface> found = new ArrayList<>();
        for (JsonNode node : card.path("supportedInterfaces")) {
            String binding = Tree.optionalText(node, "protocolBinding").orElse(JSON_RPC);
            add(found, node, binding, Tree.optionalText(node, "protocolVersion").orElse("1.0"));
        }
        if (found.isEmpty()) {
            String version = Tree.optionalText(card, "protocolVersion").orElse("0.3");
            add(found, card, Tree.optionalText(card, "preferredTransport").orElse(JSON_RPC), version);
            for (JsonNode node : card.path("additionalInterfaces")) {
                add(found, node, Tree.optionalText(node, "transport").orElse(JSON_RPC), version);
            }
        }
        return found;
    }

    private static void add(List<AgentCard.Interface> found, JsonNode node, String binding, String version) {
        try {
            URI url = new URI(Tree.text(node, "url"));
            AgentCard.Interface entry =
                    new AgentCard.Interface(url, binding, majorMinor(version), Tree.optionalText(node, "tenant"));
            if (url.isAbsolute() && !found.contains(entry)) {
                found.add(entry);
            }
        } catch (URISyntaxException e) {
            // An address that is none is an interface that cannot be used; the others may serve.
        }
    }

    private static String majorMinor(String version) {
        String[] numbers = version.split("\\.", 3);
        return numbers.length < 2 ? version : numbers[0] + "." + numbers[1];
    }

    private static List<AgentCard.Skill> skills(JsonNode nodes) {
        List<AgentCard.Skill> skills = new ArrayList<>();
        for (JsonNode node : nodes) {
            List<String> tags = new ArrayList<>();
            node.path("tags").forEach(tag -> tags.add(tag.asText()));
            Optional<String> name = Tree.optionalText(node, "name");
            Tree.optionalText(node, "id")
                    .or(() -> name)
                    .ifPresent(id ->
                            skills.add(new AgentCard.Skill(id, name.orElse(id), Tree.text(node, "description"), tags)));
        }
        return skills;
    }

    static String write(AgentCard card) {
        ObjectNode node = Rpc.object().put("name", card.name()).put("description", card.description());
        node.put("version", card.version());
        card.interfaces().stream()
                .filter(AgentCard.Interface::isJsonRpc)
                .findFirst()
                .ifPresent(preferred -> {
                    node.put("protocolVersion", "0.3.0")
                            .put("url", preferred.url().toString());
                    node.put("preferredTransport", JSON_RPC);
                });
        for (AgentCard.Interface entry : card.interfaces()) {
            ObjectNode written = node.withArray("supportedInterfaces").addObject();
            written.put("url", entry.url().toString()).put("protocolBinding", entry.binding());
            written.put("protocolVersion", entry.version());
            entry.tenant().ifPresent(tenant -> written.put("tenant", tenant));
        }
        node.putObject("capabilities").put("streaming", false).put("pushNotifications", false);
        node.putArray("defaultInputModes").add("text/plain");
        node.putArray("defaultOutputModes").add("text/plain");
        writeSkills(node.putArray("skills"), card.skills());
        return node.toString();
    }

    private static void writeSkills(ArrayNode array, List<AgentCard.Skill> skills) {
        for (AgentCard.Skill skill : skills) {
            ObjectNode written = array.addObject().put("id", skill.id()).put("name", skill.name());
            written.put("description", skill.description());
            ArrayNode tags = written.putArray("tags");
            skill.tags().forEach(tags::add);
        }
    }
}
