/**
 * Where a program starts: {@link dev.toolspec4j.Workspace} joins a store or platform, the peers and the tools.
 *
 * <p>Needs every other package of this module; none of them needs it.
 */
@NullMarked
package dev.toolspec4j;

import org.jspecify.annotations.NullMarked;
