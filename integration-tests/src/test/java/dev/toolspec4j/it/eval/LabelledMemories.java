package dev.toolspec4j.it.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Memories and the questions that some of them answer. */
record LabelledMemories(List<Turn> turns, List<Question> questions) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static LabelledMemories read(Path folder) throws IOException {
        List<Turn> turns = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("memories.jsonl"))) {
            JsonNode json = JSON.readTree(line);
            turns.add(new Turn(text(json, "workspace"), text(json, "id"), text(json, "text")));
        }
        List<Question> questions = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("questions.jsonl"))) {
            JsonNode json = JSON.readTree(line);
            Set<String> evidence = new TreeSet<>();
            json.path("evidence").forEach(id -> evidence.add(id.asText()));
            questions.add(new Question(
                    text(json, "workspace"),
                    text(json, "question"),
                    evidence,
                    json.path("category").asInt()));
        }
        return new LabelledMemories(turns, questions);
    }

    private static String text(JsonNode json, String member) {
        return json.path(member).asText();
    }

    /** One memory: something that was said. */
    record Turn(String workspace, String id, String text) {}

    /** One question, with the ids of the turns that answer it. */
    record Question(String workspace, String text, Set<String> evidence, int category) {}
}
