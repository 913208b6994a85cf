package dev.toolspec4j.testkit;

import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryStore.Query;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** AssertJ assertions on what an agent did in an {@link InMemoryWorkspace}. */
public final class InMemoryWorkspaceAssert extends AbstractAssert<InMemoryWorkspaceAssert, InMemoryWorkspace> {
    private InMemoryWorkspaceAssert(@Nullable InMemoryWorkspace actual) {
        super(actual, InMemoryWorkspaceAssert.class);
    }

    /** Returns assertions on the workspace. */
    public static InMemoryWorkspaceAssert assertThat(@Nullable InMemoryWorkspace actual) {
        return new InMemoryWorkspaceAssert(actual);
    }

    /** Checks that exactly these tools were called, in this order; none, when none is named. */
    public InMemoryWorkspaceAssert calledExactly(String... tools) {
        isNotNull();
        List<String> called = actual.calls().tools();
        if (!called.equals(List.of(tools))) {
            failWithActualExpectedAndMessage(
                    called, List.of(tools), "expected calls of%n  %s%nbut were%n  %s", List.of(tools), called);
        }
        return this;
    }

    /** Checks that the tool was called at least once, with or without success. */
    public InMemoryWorkspaceAssert called(String tool) {
        isNotNull();
        if (!actual.calls().tools().contains(tool)) {
            failWithMessage(
                    "expected a call of '%s' among%n  %s", tool, actual.calls().tools());
        }
        return this;
    }

    /** Checks that the tool was never called. */
    public InMemoryWorkspaceAssert neverCalled(String tool) {
        isNotNull();
        if (actual.calls().tools().contains(tool)) {
            failWithMessage(
                    "expected no call of '%s' among%n  %s", tool, actual.calls().tools());
        }
        return this;
    }

    /** Checks that no call failed. */
    public InMemoryWorkspaceAssert hasNoFailedCall() {
        isNotNull();
        List<String> failures = actual.calls().calls().stream()
                .filter(recorded -> recorded.result().isError())
                .map(recorded ->
                        recorded.call().tool() + ": " + recorded.result().text())
                .toList();
        if (!failures.isEmpty()) {
            failWithMessage("expected no failure but there were%n  %s", String.join("\n  ", failures));
        }
        return this;
    }

    /** Checks that the peer got a message that contains the words. */
    public InMemoryWorkspaceAssert delegatedTo(String peer, String words) {
        isNotNull();
        contains("a message to '" + peer + "'", actual.sentTo(peer), words);
        return this;
    }

    /** Checks that no delegation was begun. */
    public InMemoryWorkspaceAssert delegatedNothing() {
        isNotNull();
        if (actual.delegations().count(Optional.empty()) > 0) {
            failWithMessage(
                    "expected no delegation but there are%n  %s",
                    actual.delegations().list(Optional.empty(), Query.MAX_LIMIT));
        }
        return this;
    }

    /** Checks that the user was sent a message that contains the words. */
    public InMemoryWorkspaceAssert toldUser(String words) {
        isNotNull();
        contains("a message to the user", actual.toldUser(), words);
        return this;
    }

    /** Checks that the user was sent nothing. */
    public InMemoryWorkspaceAssert toldUserNothing() {
        isNotNull();
        if (!actual.toldUser().isEmpty()) {
            failWithMessage("expected no message to the user but there are%n  %s", actual.toldUser());
        }
        return this;
    }

    /** Checks that a memory that the workspace may see contains the words, among its newest 50. */
    public InMemoryWorkspaceAssert remembers(String words) {
        isNotNull();
        contains("a memory", memories(), words);
        return this;
    }

    /** Checks that no memory that the workspace may see contains the words, among its newest 50. */
    public InMemoryWorkspaceAssert remembersNothingOf(String words) {
        isNotNull();
        List<String> known = memories();
        if (known.stream().anyMatch(memory -> memory.contains(words))) {
            failWithMessage("expected no memory that contains%n  %s%namong%n  %s", words, known);
        }
        return this;
    }

    private List<String> memories() {
        Query newest = new Query("", Optional.empty(), Query.MAX_LIMIT);
        return actual.memories().recall(newest).stream().map(Memory::content).toList();
    }

    private void contains(String what, List<String> texts, String words) {
        if (texts.stream().noneMatch(text -> text.contains(words))) {
            failWithMessage("expected %s that contains%n  %s%namong%n  %s", what, words, texts);
        }
    }
}
