package dev.toolspec4j.prompt;

import java.util.List;

/**
 * What a check of files found.
 *
 * @param drifts in the order of files, lines and columns; copied
 * @param files how many files were read
 * @param skipped what was asked for or come across but could not be checked; copied
 */
public record DriftReport(List<Drift> drifts, int files, List<Skipped> skipped) {
    /** Copies the lists. */
    public DriftReport {
        drifts = List.copyOf(drifts);
        skipped = List.copyOf(skipped);
    }

    /**
     * A file or folder that was not checked.
     *
     * @param file the path, with {@code /} between folders
     * @param reason why, such as {@code binary}
     */
    public record Skipped(String file, String reason) {}
}
