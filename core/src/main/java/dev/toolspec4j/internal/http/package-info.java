/** One HTTP exchange with a service we trust: a deadline, a byte limit, no redirects, nothing resent. Not API. */
@NullMarked
package dev.toolspec4j.internal.http;

import org.jspecify.annotations.NullMarked;
