package dev.toolspec4j.it.eval;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.toolspec4j.backend.jdbc.Database;
import dev.toolspec4j.backend.jdbc.JdbcMemoryStore;
import dev.toolspec4j.it.PostgresServer;
import dev.toolspec4j.langchain4j.LangChain4jEmbedder;
import dev.toolspec4j.memory.Memories;
import dev.toolspec4j.memory.TextEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prints how well a database recalls. Arguments: the data folder; a JDBC URL, or {@code sqlite} for a new temporary
 * file, or {@code postgresql} for a new database of the embedded server; a class that is a {@link TextEmbedder} or
 * LangChain4j's {@link EmbeddingModel} and has a constructor without parameters. The last two may be left out.
 */
public final class EvaluateRecall {
    private EvaluateRecall() {}

    /** Runs the evaluation. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("name the folder that holds memories.jsonl and questions.jsonl");
        }
        Path file = Files.createTempDirectory("recall").resolve("workspace.db");
        String store = arguments.length > 1 ? arguments[1] : "sqlite";
        Optional<TextEmbedder> embedder = arguments.length > 2 ? Optional.of(embedder(arguments[2])) : Optional.empty();
        try (Database database = Database.open(url(store, file))) {
            List<JdbcMemoryStore> stores = new ArrayList<>();
            RecallEvaluation evaluation = new RecallEvaluation(Path.of(arguments[0]), id -> {
                stores.add(JdbcMemoryStore.of(database, id, embedder));
                return new Memories(stores.get(stores.size() - 1));
            });
            List<QuestionScore> scores = evaluation.run(() -> stores.forEach(JdbcMemoryStore::fillVectors));
            System.out.println(store
                    + (embedder.isEmpty()
                            ? ", words only"
                            : ", with " + embedder.get().model()));
            System.out.println(new ScoreTable(scores).render());
            stores.forEach(JdbcMemoryStore::close);
        }
    }

    private static TextEmbedder embedder(String className) throws ReflectiveOperationException {
        Object made = Class.forName(className).getDeclaredConstructor().newInstance();
        if (made instanceof TextEmbedder embedder) {
            return embedder;
        }
        if (made instanceof EmbeddingModel model) {
            return LangChain4jEmbedder.of(className, model);
        }
        throw new IllegalArgumentException(className + " is neither a TextEmbedder nor LangChain4j's EmbeddingModel");
    }

    private static String url(String store, Path file) {
        return switch (store) {
            case "sqlite" -> "jdbc:sqlite:" + file;
            case "postgresql" -> PostgresServer.newDatabase();
            default -> store;
        };
    }
}
