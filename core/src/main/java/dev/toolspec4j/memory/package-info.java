/**
 * What a workspace remembers: scoped facts that are on disk before they are acknowledged, without secrets, found again
 * best first.
 *
 * <p>Start at {@link dev.toolspec4j.memory.Memories}. Who writes a store starts at
 * {@link dev.toolspec4j.memory.MemoryStore}; {@link dev.toolspec4j.memory.Terms} and
 * {@link dev.toolspec4j.memory.Ranker} are what makes stores rank alike. Knows no backend.
 */
@NullMarked
package dev.toolspec4j.memory;

import org.jspecify.annotations.NullMarked;
