package dev.toolspec4j.tool;

import java.util.OptionalDouble;

/**
 * How far a running call has come.
 *
 * @param done grows with every report of a call; 0 or more, in units of {@code total}
 * @param total what {@code done} will reach; empty when unknown
 * @param message one line for people; may be empty
 */
public record Progress(double done, OptionalDouble total, String message) {
    /** Returns progress towards an unknown end. */
    public static Progress of(double done, String message) {
        return new Progress(done, OptionalDouble.empty(), message);
    }
}
