/**
 * Serves a {@link dev.toolspec4j.tool.ToolRegistry} to LangChain4j.
 *
 * <p>Start at {@link dev.toolspec4j.langchain4j.LangChain4jTools}.
 */
@NullMarked
package dev.toolspec4j.langchain4j;

import org.jspecify.annotations.NullMarked;
