/**
 * The ports on the HTTP platform: peers, memories, messages to the user, and what it is told of delegations. A tool
 * call never registers the workspace and never sends a heartbeat;
 * {@link dev.toolspec4j.backend.platform.PlatformRegistration} is for programs that run as one.
 */
@NullMarked
package dev.toolspec4j.backend.platform;

import org.jspecify.annotations.NullMarked;
