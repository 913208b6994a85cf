package dev.toolspec4j.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.ToolCall;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessPolicyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin           | delegate approve memory.read memory.write",
                "operator        | delegate approve memory.read memory.write",
                "read-only       | memory.read",
                "no-delegation   | approve memory.read memory.write",
                "no-approval     | delegate memory.read memory.write",
                "memory-readonly | memory.read",
                "nobody-knows-me | ''",
            })
    void aRoleGrantsExactlyWhatTheTableSays(String role, String granted) {
        AccessPolicy policy = AccessPolicy.of(List.of(role));

        assertThat(Stream.of(Permission.values()).filter(policy::allows).map(Permission::id))
                .containsExactlyInAnyOrderElementsOf(Stream.of(granted.split(" "))
                        .filter(id -> !id.isEmpty())
                        .collect(Collectors.toSet()));
    }

    @Test
    void noRoleAtAllDeniesEverything() {
        assertThat(Stream.of(Permission.values()).filter(AccessPolicy.of(List.of())::allows))
                .isEmpty();
    }

    @Test
    void oneGrantingRoleIsEnoughWhateverTheOthersSay() {
        AccessPolicy policy = AccessPolicy.of(List.of("unknown", "read-only", "no-approval"));

        assertThat(policy.allows(Permission.DELEGATE)).isTrue();
        assertThat(policy.allows(Permission.APPROVE)).isFalse();
    }

    @Test
    void adminMayEvenDoWhatNobodyHasHeardOf() {
        assertThat(AccessPolicy.of(List.of("admin")).allows("launch.rockets")).isTrue();
        assertThat(AccessPolicy.of(List.of("operator")).allows("launch.rockets"))
                .isFalse();
    }

    @Test
    void aCustomRoleGrantsExactlyWhatItsDefinitionSaysEvenUnderABuiltInName() {
        AccessPolicy policy = AccessPolicy.of(
                List.of("operator"), Map.of("operator", Set.of("memory.read", "deploy"), "idle", Set.of("delegate")));

        assertThat(policy.allows("deploy")).isTrue();
        assertThat(policy.allows(Permission.MEMORY_READ)).isTrue();
        assertThat(policy.allows(Permission.DELEGATE)).isFalse();
    }

    @Test
    void adminCannotBeNarrowedByACustomDefinition() {
        assertThat(AccessPolicy.of(List.of("admin"), Map.of("admin", Set.of())).allows(Permission.DELEGATE))
                .isTrue();
    }

    @Test
    void theGuardRefusesWithoutRunningTheToolAndSaysWhatToDo() {
        List<String> ran = new ArrayList<>();
        ToolRegistry tools = ToolRegistry.of(List.of(SampleTools.handOver(call -> {
                    ran.add(call.tool());
                    return ToolResult.text("done");
                })))
                .guarded(AccessPolicy.of(List.of("read-only")).guard());

        ToolResult result = tools.call(ToolCall.of("hand_over", Map.of("workspace_id", "b", "task", "t")));

        assertThat(ran).isEmpty();
        assertThat(result.isError()).isTrue();
        assertThat(result.text())
                .startsWith("Error: RBAC")
                .contains("'delegate'", "read-only", "tell the user")
                .doesNotContain("null");
        assertThat(result.structured())
                .containsEntry("success", false)
                .containsEntry("kind", FailureKind.DENIED.id())
                .containsEntry("permission", "delegate");
    }

    @Test
    void theGuardLetsPassWhatIsGrantedAndWhatNeedsNoPermission() {
        ToolRegistry tools = ToolRegistry.of(
                        List.of(SampleTools.recall(SampleTools.done()), SampleTools.tell(SampleTools.done())))
                .guarded(AccessPolicy.of(List.of("read-only")).guard());

        assertThat(tools.call(ToolCall.of("recall", Map.of())).isError()).isFalse();
        assertThat(tools.call(ToolCall.of("tell", Map.of("message", "hi"))).isError())
                .isFalse();
    }
}
