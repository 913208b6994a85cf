package dev.toolspec4j.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/** Attribute names; those of the GenAI conventions stand here as text, since their artifact is an alpha. */
final class Names {
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("gen_ai.conversation.id");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> WORKSPACE = AttributeKey.stringKey("workspace.id");

    static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
    static final AttributeKey<String> TOOL_CALL = AttributeKey.stringKey("gen_ai.tool.call.id");
    static final AttributeKey<String> TOOL_DESCRIPTION = AttributeKey.stringKey("gen_ai.tool.description");
    static final AttributeKey<String> TOOL_TYPE = AttributeKey.stringKey("gen_ai.tool.type");
    static final AttributeKey<String> TOOL_ARGUMENTS = AttributeKey.stringKey("gen_ai.tool.call.arguments");
    static final AttributeKey<String> TOOL_RESULT = AttributeKey.stringKey("gen_ai.tool.call.result");

    static final AttributeKey<String> AGENT = AttributeKey.stringKey("gen_ai.agent.id");
    static final AttributeKey<String> AGENT_NAME = AttributeKey.stringKey("gen_ai.agent.name");
    static final AttributeKey<String> SOURCE = AttributeKey.stringKey("a2a.source_workspace_id");
    static final AttributeKey<String> TARGET = AttributeKey.stringKey("a2a.target_workspace_id");
    static final AttributeKey<String> TASK = AttributeKey.stringKey("a2a.task_id");
    static final AttributeKey<Boolean> RESUMED = AttributeKey.booleanKey("toolspec4j.delegation.resumed");

    static final AttributeKey<String> MEMORY_SCOPE = AttributeKey.stringKey("memory.scope");

    private Names() {}
}
