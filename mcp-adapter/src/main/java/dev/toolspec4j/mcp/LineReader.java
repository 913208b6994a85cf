package dev.toolspec4j.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines, whatever the borders of what a read gives, and never holds a line too long. */
final class LineReader {
    private static final int CHUNK = 64 * 1024;

    private final InputStream in;
    private final int maxBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;

    LineReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** Reads to the end; an unfinished last line counts as a line. Lines come without their end. */
    void readAll(Consumer<byte[]> lines, Runnable tooLongLines) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            int start = 0;
            for (int i = 0; i < count; i++) {
                if (chunk[i] == '\n') {
                    append(chunk, start, i);
                    finish(lines, tooLongLines);
                    start = i + 1;
                }
            }
            append(chunk, start, count);
        }
        finish(lines, tooLongLines);
    }

    private void append(byte[] chunk, int start, int end) {
        if (tooLong || line.size() + (end - start) > maxBytes) {
            tooLong = true;
            line.reset();
        } else {
            line.write(chunk, start, end - start);
        }
    }

    private void finish(Consumer<byte[]> lines, Runnable tooLongLines) {
        if (tooLong) {
            tooLongLines.run();
        } else {
            lines.accept(line.toByteArray());
        }
        line.reset();
        tooLong = false;
    }
}
