package dev.toolspec4j.memory;

import java.util.List;

/**
 * Turns texts into vectors whose angle tells how alike their meanings are. Given by the caller; used after a commit is
 * acknowledged, so that a slow or broken embedder delays and loses nothing. Must be safe for use by several threads.
 */
public interface TextEmbedder {
    /** Returns what names the model and its version; vectors of another model are computed anew. */
    String model();

    /** Returns one vector a text, in order, all of one length; any exception counts as "not now". */
    List<float[]> embed(List<String> texts);

    /** Returns a question's vector; models that want questions marked as such override this. */
    default float[] embedQuery(String text) {
        return embed(List.of(text)).get(0);
    }
}
