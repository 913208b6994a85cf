/**
 * A registry's tools for MCP clients: as specifications of the official SDK, or as a server that is ready to run.
 *
 * <p>Start at {@link dev.toolspec4j.mcp.McpServers}; {@link dev.toolspec4j.mcp.McpTools} is for those who have a server
 * of their own.
 */
@NullMarked
package dev.toolspec4j.mcp;

import org.jspecify.annotations.NullMarked;
