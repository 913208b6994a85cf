/**
 * What an agent tells its user: messages, the files that come with them, the inbox that keeps them, and the live
 * channel that shows them at once where there is one.
 *
 * <p>Start at {@link dev.toolspec4j.message.MessageHandlers}. Knows no backend.
 */
@NullMarked
package dev.toolspec4j.message;

import org.jspecify.annotations.NullMarked;
