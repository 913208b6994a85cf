/** Files that hold private matter. Knows no other package of ours. */
@NullMarked
package dev.toolspec4j.internal.file;

import org.jspecify.annotations.NullMarked;
