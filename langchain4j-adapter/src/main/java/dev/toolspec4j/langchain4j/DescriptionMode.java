package dev.toolspec4j.langchain4j;

/** What a model reads as a tool's description. */
public enum DescriptionMode {
    /** The summary alone; the guidance belongs into the system prompt. */
    SUMMARY,
    /** The summary and, after a blank line, the guidance; for agents whose system prompt is not ours to write. */
    FULL
}
