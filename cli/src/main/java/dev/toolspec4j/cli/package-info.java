/** The command line: {@link dev.toolspec4j.cli.Main} and one hidden class a command. */
@NullMarked
package dev.toolspec4j.cli;

import org.jspecify.annotations.NullMarked;
