/**
 * Speaks A2A with other agents: one client for both wire forms, and a small server.
 *
 * <p>Start at {@link dev.toolspec4j.a2a.A2aClient} to ask a peer and at {@link dev.toolspec4j.a2a.A2aServer} to be one.
 * What a peer answered is a {@link dev.toolspec4j.a2a.PeerReply}; no text is read to find out whether it was an error.
 */
@NullMarked
package dev.toolspec4j.a2a;

import org.jspecify.annotations.NullMarked;
