/**
 * Tasks handed to peers: each is stored before it is sent, driven to exactly one honest outcome, and survives the end
 * of the process.
 *
 * <p>Start at {@link dev.toolspec4j.delegation.Delegations}. How a message travels is a
 * {@link dev.toolspec4j.delegation.DelegationTransport}, where a delegation is kept a
 * {@link dev.toolspec4j.delegation.DelegationStore}.
 */
@NullMarked
package dev.toolspec4j.delegation;

import org.jspecify.annotations.NullMarked;
