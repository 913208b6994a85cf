/**
 * What a tool is, what calling one yields, and the registry that joins the two.
 *
 * <p>Start at {@link dev.toolspec4j.tool.ToolRegistry}. Depends on no other public package of ours.
 */
@NullMarked
package dev.toolspec4j.tool;

import org.jspecify.annotations.NullMarked;
