package dev.toolspec4j.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

class LangChain4jEmbedderTest {
    /** Counts letters. */
    private static final class Lengths implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(segments.stream()
                    .map(segment -> Embedding.from(new float[] {segment.text().length(), 1}))
                    .toList());
        }
    }

    @Test
    void eachTextHasItsVectorInOrder() {
        LangChain4jEmbedder embedder = LangChain4jEmbedder.of("lengths-1", new Lengths());

        assertThat(embedder.model()).isEqualTo("lengths-1");
        assertThat(embedder.embed(List.of("a", "abc"))).containsExactly(new float[] {1, 1}, new float[] {3, 1});
        assertThat(embedder.embedQuery("ab")).containsExactly(2, 1);
    }

    @Test
    void aModelNeedsAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> LangChain4jEmbedder.of(" ", new Lengths()));
    }
}
