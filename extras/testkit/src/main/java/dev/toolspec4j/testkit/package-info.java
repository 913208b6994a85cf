/**
 * What our tests and yours share. For tests of agents: a workspace in memory, a scripted model, a scripted A2A peer and
 * assertions; start at {@link dev.toolspec4j.testkit.InMemoryWorkspace}. For tests of adapters and stores: the
 * conformance kit ({@link dev.toolspec4j.testkit.AdapterConformance}) and the ports' contracts.
 *
 * <p>JUnit and AssertJ come with this module.
 */
@NullMarked
package dev.toolspec4j.testkit;

import org.jspecify.annotations.NullMarked;
