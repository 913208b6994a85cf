package dev.toolspec4j.testkit;

import static dev.toolspec4j.testkit.ToolResultAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.ToolResult;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolResultAssertTest {
    private final ToolResult success = ToolResult.json(Map.of("count", 2));
    private final ToolResult failure = ToolResult.failure(FailureKind.DENIED, "not here");

    @Test
    void passesWhatIsSo() {
        assertThat(success)
                .isSuccess()
                .hasText("{\"count\":2}")
                .hasTextContaining("count", "2")
                .hasFact("count", 2)
                .hasNoFact("peers");
        assertThat(failure).isFailure(FailureKind.DENIED).hasTextContaining("Error: not here");
    }

    @Test
    void saysWhatIsNotSoAndWhatWasInstead() {
        assertFails(() -> assertThat(failure).isSuccess(), "not here");
        assertFails(() -> assertThat(success).isFailure(FailureKind.DENIED), "{\"count\":2}");
        assertFails(() -> assertThat(failure).isFailure(FailureKind.BROKEN), "DENIED");
        assertFails(() -> assertThat(success).hasText("two"), "{\"count\":2}");
        assertFails(() -> assertThat(success).hasTextContaining("3"), "{\"count\":2}");
        assertFails(() -> assertThat(success).hasFact("count", 3), "count=2");
        assertFails(() -> assertThat(success).hasNoFact("count"), "count");
    }

    private static void assertFails(Runnable assertion, String named) {
        assertThatThrownBy(assertion::run).isInstanceOf(AssertionError.class).hasMessageContaining(named);
    }
}
