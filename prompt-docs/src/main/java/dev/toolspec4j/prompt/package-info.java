/**
 * Text about tools that cannot drift from them: prompts generated from a registry, and checks of text that others
 * wrote.
 *
 * <p>Start at {@link dev.toolspec4j.prompt.PromptDocs}, {@link dev.toolspec4j.prompt.DriftChecker} and
 * {@link dev.toolspec4j.prompt.Lint}. Needs {@code dev.toolspec4j.tool} only.
 */
@NullMarked
package dev.toolspec4j.prompt;

import org.jspecify.annotations.NullMarked;
