/**
 * What our tests and yours share: the conformance kit for adapters, a scripted model, a scripted A2A peer and
 * assertions.
 *
 * <p>Start at {@link dev.toolspec4j.testkit.AdapterConformance}. JUnit and AssertJ come with this module.
 */
@NullMarked
package dev.toolspec4j.testkit;

import org.jspecify.annotations.NullMarked;
