package dev.toolspec4j.a2a;

import java.time.Instant;

/** How a task of ours stood at one moment. */
record TaskSnapshot(String id, String contextId, TaskState state, String text, Instant changed) {}
