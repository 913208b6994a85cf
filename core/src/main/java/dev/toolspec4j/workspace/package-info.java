/**
 * Who this workspace is, who its peers are, and how they stand to each other.
 *
 * <p>Start at {@link dev.toolspec4j.workspace.PeerDirectory}. Knows no backend.
 */
@NullMarked
package dev.toolspec4j.workspace;

import org.jspecify.annotations.NullMarked;
