package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.memory.MemoryScope;
import java.util.List;

/**
 * Rows that are seen together or not at all: one scope of one workspace, or everything GLOBAL.
 *
 * @param scope of the rows
 * @param workspace whose rows; empty for GLOBAL, which all share
 */
record MemoryKey(MemoryScope scope, String workspace) {
    private static final int RADIX = 36;

    /** Of a number of 64 bits. */
    private static final int MOST_DIGITS = 13;

    static MemoryKey of(MemoryScope scope, String workspace) {
        return new MemoryKey(scope, scope == MemoryScope.GLOBAL ? "" : workspace);
    }

    /**
     * Returns what stands for the term in the index: letters and digits that no engine splits, stems or folds,
     * different for each key, so that one reader's search never touches rows that another one may see.
     */
    String token(String term) {
        long hash = 0xcbf29ce484222325L;
        for (String part : new String[] {scope.name(), workspace, term}) {
            for (int at = 0; at < part.length(); at++) {
                hash = (hash ^ part.charAt(at)) * 0x100000001b3L;
            }
            hash = (hash ^ 0x10000) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return token(hash ^ hash >>> 33);
    }

    /** Writes "t" and the unsigned number in base 36; Java's own way to do so takes longer than all the hashing. */
    private static String token(long number) {
        char[] digits = new char[1 + MOST_DIGITS];
        int at = digits.length;
        long rest = number;
        do {
            long higher = Long.divideUnsigned(rest, RADIX);
            digits[--at] = Character.forDigit((int) (rest - higher * RADIX), RADIX);
            rest = higher;
        } while (rest != 0);
        digits[--at] = 't';
        return new String(digits, at, digits.length - at);
    }

    /** Returns a condition that an index on memories answers. */
    Where where() {
        return scope == MemoryScope.GLOBAL
                ? new Where("m.scope = 'GLOBAL'", List.of())
                : new Where("m.workspace_id = ? AND m.scope = '" + scope + "'", List.of(workspace));
    }

    /** A condition on a row {@code m} and the values it takes. */
    record Where(String condition, List<String> values) {}
}
