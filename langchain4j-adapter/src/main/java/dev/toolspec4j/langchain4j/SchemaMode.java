package dev.toolspec4j.langchain4j;

/** How a tool's JSON Schema becomes LangChain4j's, which knows only a part of JSON Schema. */
public enum SchemaMode {
    /**
     * Only what every provider carries unchanged: typed objects, arrays, texts, numbers, booleans and enumerations of
     * texts. References are resolved in place, what LangChain4j has no type for becomes words in the description, and
     * each such change is reported as a loss. The registry still checks arguments against the whole schema.
     */
    PORTABLE,
    /**
     * As much as LangChain4j can carry: a part it has no type for is passed to the provider as raw JSON, which some
     * providers refuse. Only what must not stand at the root is left out, and reported as a loss.
     */
    FAITHFUL
}
