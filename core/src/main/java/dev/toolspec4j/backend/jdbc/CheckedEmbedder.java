package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.TextEmbedder;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The caller's embedder, whose answers are looked at before they are used. */
final class CheckedEmbedder {
    private static final Logger LOG = LoggerFactory.getLogger(CheckedEmbedder.class);

    /** What every embedder can embed that can embed anything now. */
    private static final String SHORT_TEXT = "memory";

    private final TextEmbedder embedder;

    CheckedEmbedder(TextEmbedder embedder) {
        this.embedder = embedder;
    }

    String model() {
        return embedder.model();
    }

    /** Returns a vector a text; throws what the embedder throws, and when it yields what cannot be compared. */
    List<float[]> embed(List<String> texts) {
        List<float[]> vectors = embedder.embed(texts);
        if (vectors.size() != texts.size()) {
            throw new IllegalStateException("the embedder '" + model() + "' was given " + texts.size()
                    + " texts and returned " + vectors.size() + " vectors");
        }
        vectors.forEach(this::check);
        return vectors;
    }

    /** Returns the query's vector, of length 1; empty when there is none now, so that words alone decide. */
    Optional<float[]> ofQuery(String text) {
        try {
            float[] vector = embedder.embedQuery(text);
            check(vector);
            return Optional.of(CompactVector.unit(vector));
        } catch (RuntimeException | LinkageError e) {
            // The embedder is the caller's code: whatever it throws, the memories are there and found by their words.
            LOG.warn("'{}' cannot embed a query; it is answered by words alone", model(), e);
            return Optional.empty();
        }
    }

    /** Returns whether it works at all, so that what it has just refused is at fault. */
    boolean works() {
        try {
            embed(List.of(SHORT_TEXT));
            return true;
        } catch (RuntimeException e) {
            LOG.debug("'{}' embeds nothing now", model(), e);
            return false;
        }
    }

    private void check(float[] vector) {
        double sum = 0;
        for (float dimension : vector) {
            sum += dimension;
        }
        if (vector.length == 0 || !Double.isFinite(sum)) {
            throw new IllegalStateException("the embedder '" + model() + "' returned a vector that is "
                    + (vector.length == 0 ? "empty" : "not of finite numbers"));
        }
    }
}
