package dev.toolspec4j.tool;

import java.util.Locale;

/** Why a call failed, for programs; the text says it to the model. */
public enum FailureKind {
    /** No tool has this name. */
    UNKNOWN_TOOL,
    /** The arguments are not a JSON object, or the tool's schema or handler refuses them. Nothing was done. */
    INVALID_ARGUMENTS,
    /** The caller may not do this. Nothing was done. */
    DENIED,
    /** What the arguments name does not exist. Nothing was done. */
    NOT_FOUND,
    /** A store, platform or peer cannot be reached or used now. */
    UNAVAILABLE,
    /** Another party was asked, and did not do it. */
    REMOTE_FAILED,
    /** The caller stopped waiting, or the work was cancelled. */
    CANCELLED,
    /** A limit was reached, such as the number of unfinished delegations. */
    LIMIT,
    /** The tool broke; the cause is in the log. */
    BROKEN;

    /** Returns the name as it stands in JSON: lower case with underscores. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
