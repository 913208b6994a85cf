package dev.toolspec4j.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.toolspec4j.memory.TextEmbedder;
import java.util.List;

/** Lets memories be ranked by a LangChain4j embedding model. As thread-safe as the model, which LangChain4j's are. */
public final class LangChain4jEmbedder implements TextEmbedder {
    private final String name;
    private final EmbeddingModel model;

    private LangChain4jEmbedder(String name, EmbeddingModel model) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an embedding model needs a name, so that a change of model is noticed");
        }
        this.name = name;
        this.model = model;
    }

    /** Returns an embedder for a model that may not know its own name; change the name with the model's version. */
    public static LangChain4jEmbedder of(String name, EmbeddingModel model) {
        return new LangChain4jEmbedder(name, model);
    }

    @Override
    public String model() {
        return name;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        return model.embedAll(segments).content().stream()
                .map(embedding -> embedding.vector())
                .toList();
    }
}
