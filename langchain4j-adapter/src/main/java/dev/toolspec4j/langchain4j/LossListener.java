package dev.toolspec4j.langchain4j;

/** Hears what a schema loses on its way to LangChain4j. */
@FunctionalInterface
interface LossListener {
    /**
     * Takes one loss.
     *
     * @param path JSON pointer into the tool's schema, {@code /} for its root
     * @param what what became of which keyword
     */
    void lost(String path, String what);
}
