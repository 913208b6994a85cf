package dev.toolspec4j.builtin;

import dev.toolspec4j.delegation.Delegation;
import dev.toolspec4j.tool.Section;
import dev.toolspec4j.tool.ToolNames;
import java.util.List;
import java.util.stream.Collectors;

/** The section of a prompt that says which delegations ended, or ask something, since the agent last looked. */
final class ArrivedSection {
    private ArrivedSection() {}

    static Section of(List<Delegation> arrived, ToolNames shown) {
        String guidance = arrived.isEmpty()
                ? ""
                : lines(arrived) + "\n\nRead each with `" + shown.checkTaskStatus() + "`, using its task_id.";
        return new Section("arrived", "Results that arrived", guidance);
    }

    private static String lines(List<Delegation> arrived) {
        return arrived.stream()
                .map(delegation -> "- task_id `" + delegation.taskId() + "`: "
                        + delegation.status().id())
                .collect(Collectors.joining("\n"));
    }
}
