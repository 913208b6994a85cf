package dev.toolspec4j.mcp;

import java.io.IOException;
import java.io.OutputStream;

/** Writes whole lines, one at a time, whichever threads they come from. */
final class LineWriter {
    private final OutputStream out;

    LineWriter(OutputStream out) {
        this.out = out;
    }

    synchronized void write(byte[] line) throws IOException {
        byte[] whole = new byte[line.length + 1];
        System.arraycopy(line, 0, whole, 0, line.length);
        whole[line.length] = '\n';
        out.write(whole);
        out.flush();
    }
}
