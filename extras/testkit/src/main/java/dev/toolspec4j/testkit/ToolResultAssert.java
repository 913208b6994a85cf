package dev.toolspec4j.testkit;

import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.ToolResult;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** AssertJ assertions for {@link ToolResult}. */
public final class ToolResultAssert extends AbstractAssert<ToolResultAssert, ToolResult> {
    private ToolResultAssert(@Nullable ToolResult actual) {
        super(actual, ToolResultAssert.class);
    }

    /** Returns assertions on the result. */
    public static ToolResultAssert assertThat(@Nullable ToolResult actual) {
        return new ToolResultAssert(actual);
    }

    /** Checks that the call succeeded. */
    public ToolResultAssert isSuccess() {
        isNotNull();
        if (actual.isError()) {
            failWithMessage("expected a success but was the failure%n  %s", actual.text());
        }
        return this;
    }

    /** Checks that the call failed for this reason. */
    public ToolResultAssert isFailure(FailureKind kind) {
        isNotNull();
        if (!(actual instanceof ToolResult.Failure failure)) {
            failWithMessage("expected a failure of kind %s but was the success%n  %s", kind, actual.text());
        } else if (failure.kind() != kind) {
            failWithMessage("expected a failure of kind %s but was %s%n  %s", kind, failure.kind(), actual.text());
        }
        return this;
    }

    /** Checks the whole text that the model reads. */
    public ToolResultAssert hasText(String text) {
        isNotNull();
        if (!actual.text().equals(text)) {
            failWithActualExpectedAndMessage(
                    actual.text(), text, "expected the text%n  %s%nbut was%n  %s", text, actual.text());
        }
        return this;
    }

    /** Checks that the text that the model reads contains each part. */
    public ToolResultAssert hasTextContaining(String... parts) {
        isNotNull();
        for (String part : parts) {
            if (!actual.text().contains(part)) {
                failWithMessage("expected a text that contains%n  %s%nbut was%n  %s", part, actual.text());
            }
        }
        return this;
    }

    /** Checks one member of the structured result. */
    public ToolResultAssert hasFact(String name, Object value) {
        isNotNull();
        if (!Objects.equals(actual.structured().get(name), value)) {
            failWithMessage("expected the fact %s=%s among%n  %s", name, value, actual.structured());
        }
        return this;
    }

    /** Checks that the structured result lacks the member. */
    public ToolResultAssert hasNoFact(String name) {
        isNotNull();
        if (actual.structured().containsKey(name)) {
            failWithMessage("expected no fact '%s' among%n  %s", name, actual.structured());
        }
        return this;
    }
}
