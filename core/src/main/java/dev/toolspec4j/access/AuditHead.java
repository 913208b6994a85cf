package dev.toolspec4j.access;

import java.io.IOException;
import java.util.List;

/**
 * Keeps, apart from the audit log, how far each writer has come, so that lines cut off the log's end are missed. A
 * store implements it as one row a writer. Safe for use by several threads and processes.
 */
public interface AuditHead {
    /** Keeps the mark, replacing the writer's former one; throws when it could not be kept. */
    void keep(Mark mark) throws IOException;

    /** Returns the newest mark of each writer, in any order; throws when they cannot be read. */
    List<Mark> marks() throws IOException;

    /** Returns a head that keeps nothing: a log without it does not notice that its end was cut off. */
    static AuditHead none() {
        return new AuditHead() {
            @Override
            public void keep(Mark mark) {
                // Nothing is kept on purpose.
            }

            @Override
            public List<Mark> marks() {
                return List.of();
            }
        };
    }

    /**
     * The last line that a writer wrote.
     *
     * @param writer the writer's id
     * @param seq the line's number, from 1
     * @param hash the SHA-256 of the line's bytes without its end, 64 hexadecimal digits
     */
    record Mark(String writer, long seq, String hash) {}
}
