package dev.toolspec4j.memory;

import java.util.List;

/**
 * Turns texts into vectors whose angle tells how alike their meanings are. Given by the caller; used after a commit is
 * acknowledged, so that a slow or broken embedder delays and loses no memory. Must be safe for use by several threads,
 * and come back in bounded time: a recall waits for its query's vector.
 */
public interface TextEmbedder {
    /** Returns what names the model and its version; vectors of another model are computed anew. */
    String model();

    /**
     * Returns one vector a text, in order, all of one length and of finite numbers. An exception counts as "not now",
     * or, when a short text is embedded right after it, as a refusal of these texts.
     */
    List<float[]> embed(List<String> texts);

    /** Returns a question's vector; models that want questions marked as such override this. */
    default float[] embedQuery(String text) {
        return embed(List.of(text)).get(0);
    }
}
