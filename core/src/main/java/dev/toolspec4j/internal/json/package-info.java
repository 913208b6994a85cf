/** JSON text to ordered maps and back, in one class. Not API. */
@NullMarked
package dev.toolspec4j.internal.json;

import org.jspecify.annotations.NullMarked;
