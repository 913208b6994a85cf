/**
 * Spans and metrics in the vocabulary of OpenTelemetry's GenAI conventions. Needs the OpenTelemetry API only: without
 * an SDK nothing is recorded and nothing breaks. What is said to a tool, an agent or the memory is recorded on request
 * only.
 */
@NullMarked
package dev.toolspec4j.telemetry;

import org.jspecify.annotations.NullMarked;
