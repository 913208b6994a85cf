package dev.toolspec4j.cli;

/** What the command line tells the shell. */
final class ExitCode {
    /** Done. */
    static final int OK = 0;
    /** Done, and something was found or a tool failed. */
    static final int FOUND = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** A store, file, platform or peer cannot be used. */
    static final int UNAVAILABLE = 3;
    /** Cancelled by the user. */
    static final int CANCELLED = 130;

    private ExitCode() {}
}
