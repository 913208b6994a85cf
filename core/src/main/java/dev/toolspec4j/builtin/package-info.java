/**
 * The eight tools: the one place that names and documents them, every sentence a model reads included.
 *
 * <p>Start at {@link dev.toolspec4j.builtin.BuiltinTools}.
 */
@NullMarked
package dev.toolspec4j.builtin;

import org.jspecify.annotations.NullMarked;
