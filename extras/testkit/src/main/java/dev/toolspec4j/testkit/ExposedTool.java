package dev.toolspec4j.testkit;

import java.util.Optional;

/**
 * One tool as an agent sees it.
 *
 * @param name the name under which it is called
 * @param description what the model reads; empty where the surface shows none
 * @param schemaJson JSON Schema of the arguments; empty where the surface sends none, which means no arguments
 */
public record ExposedTool(String name, Optional<String> description, Optional<String> schemaJson) {
    /** Returns a tool with everything. */
    public static ExposedTool of(String name, String description, String schemaJson) {
        return new ExposedTool(name, Optional.of(description), Optional.of(schemaJson));
    }

    /** Returns a tool that is sent without a schema, as tools without arguments may be. */
    public static ExposedTool withoutSchema(String name, String description) {
        return new ExposedTool(name, Optional.of(description), Optional.empty());
    }
}
