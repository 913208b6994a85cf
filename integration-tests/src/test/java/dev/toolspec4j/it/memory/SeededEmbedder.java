package dev.toolspec4j.it.memory;

import dev.toolspec4j.memory.TextEmbedder;
import java.util.List;
import java.util.SplittableRandom;

/** A model whose vectors depend on its name and the text, and on nothing else. */
final class SeededEmbedder implements TextEmbedder {
    private static final int DIMENSIONS = 16;

    private final String model;
    private final Runnable beforeEach;

    /** Makes one that runs this before it embeds texts, and not before it embeds a query. */
    SeededEmbedder(String model, Runnable beforeEach) {
        this.model = model;
        this.beforeEach = beforeEach;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        beforeEach.run();
        return texts.stream().map(text -> vector(model, text)).toList();
    }

    /** Like no text at all, so that words alone decide what is found. */
    @Override
    public float[] embedQuery(String text) {
        return new float[DIMENSIONS];
    }

    static float[] vector(String model, String text) {
        SplittableRandom random = new SplittableRandom((model + " " + text).hashCode());
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextDouble(-1, 1);
        }
        return vector;
    }

    /** Returns whether a stored vector, a byte a dimension, is this text's by this model. */
    static boolean made(byte[] stored, String model, String text) {
        float[] vector = vector(model, text);
        double product = 0;
        double ours = 0;
        double theirs = 0;
        for (int i = 0; i < Math.min(DIMENSIONS, stored.length); i++) {
            product += vector[i] * stored[i];
            ours += vector[i] * vector[i];
            theirs += stored[i] * stored[i];
        }
        return stored.length == DIMENSIONS && product / Math.sqrt(ours * theirs) > 0.99;
    }
}
