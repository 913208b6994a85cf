/**
 * Who may call which tool, and the record of who did: permissions, roles, and a tamper-evident audit log. Both are
 * {@link dev.toolspec4j.tool.CallInterceptor}s for {@link dev.toolspec4j.tool.ToolRegistry#guarded}.
 */
@NullMarked
package dev.toolspec4j.access;

import org.jspecify.annotations.NullMarked;
