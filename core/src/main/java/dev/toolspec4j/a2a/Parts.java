package dev.toolspec4j.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of a message or an artifact say, in either form. Text is taken as it is; data is shown as JSON and a
 * file by name, type and address, so that an answer without text is not an empty one.
 */
final class Parts {
    private Parts() {}

    /** Returns the words of a message: one paragraph a part. */
    static String ofMessage(JsonNode message) {
        return joined(message.path("parts"), "\n");
    }

    /** Returns the words of all artifacts; the text parts of one are pieces that belong together without a break. */
    static String ofArtifacts(JsonNode artifacts) {
        List<String> texts = new ArrayList<>();
        for (JsonNode artifact : artifacts) {
            String text = joined(artifact.path("parts"), "");
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return String.join("\n", texts);
    }

    private static String joined(JsonNode parts, String separator) {
        StringBuilder joined = new StringBuilder();
        boolean textBefore = false;
        for (JsonNode wrapped : parts) {
            JsonNode part = wrapped.path("root").isObject() ? wrapped.path("root") : wrapped;
            boolean isText =
                    part.path("text").isValueNode() && !part.path("text").isNull();
            String words = isText ? part.path("text").asText() : described(part);
            if (words.isEmpty()) {
                continue;
            }
            if (joined.length() > 0) {
                joined.append(isText && textBefore ? separator : "\n");
            }
            joined.append(words);
            textBefore = isText;
        }
        return joined.toString();
    }

    private static String described(JsonNode part) {
        JsonNode data = part.path("data");
        if (!data.isMissingNode() && !data.isNull()) {
            return data.toString();
        }
        JsonNode file = part.path("file").isObject() ? part.path("file") : part;
        String name = firstText(file, "name", "filename");
        String type = firstText(file, "mimeType", "mediaType");
        String address = firstText(file, "uri", "url", "fileWithUri");
        boolean inline = !firstText(file, "bytes", "raw", "fileWithBytes").isEmpty();
        if (name.isEmpty() && address.isEmpty() && !inline) {
            return "";
        }
        List<String> facts = new ArrayList<>(List.of(name, type, address, inline ? "content not shown" : ""));
        facts.removeIf(String::isEmpty);
        return "[file: " + String.join(", ", facts) + "]";
    }

    private static String firstText(JsonNode node, String... members) {
        for (String member : members) {
            String text = Tree.text(node, member);
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }
}
