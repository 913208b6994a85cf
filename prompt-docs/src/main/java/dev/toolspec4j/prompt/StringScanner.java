package dev.toolspec4j.prompt;

import java.util.ArrayList;
import java.util.List;

/** Finds the strings and comments of programs and JSON, well enough for texts that do not compile. */
final class StringScanner {
    private final CharSequence text;
    private final int end;
    private final Syntax syntax;
    private final List<Piece> pieces = new ArrayList<>();
    private int at;

    private StringScanner(CharSequence text, int start, int end, Syntax syntax) {
        this.text = text;
        this.at = start;
        this.end = end;
        this.syntax = syntax;
    }

    /**
     * The content of a string or comment.
     *
     * @param start where the content begins
     * @param end where it ends
     */
    record Piece(int start, int end, boolean comment) {}

    static List<Piece> scan(CharSequence text, int start, int end, Syntax syntax) {
        StringScanner scanner = new StringScanner(text, start, end, syntax);
        while (scanner.at < end) {
            scanner.step();
        }
        return scanner.pieces;
    }

    private void step() {
        char c = text.charAt(at);
        if (c == '/' && syntax != Syntax.PYTHON && next("//")) {
            comment(2, "\n");
        } else if (c == '/' && syntax != Syntax.PYTHON && next("/*")) {
            comment(2, "*/");
        } else if (c == '#' && (syntax == Syntax.PYTHON || syntax == Syntax.SHELL)) {
            comment(1, "\n");
        } else if (next("\"\"\"") || next("'''")) {
            string(text.subSequence(at, at + 3).toString());
        } else if (c == '"' || c == '\'' || (c == '`' && syntax != Syntax.PYTHON)) {
            string(String.valueOf(c));
        } else {
            at++;
        }
    }

    private void comment(int marker, String closing) {
        int start = at + marker;
        int stop = indexOf(closing, start);
        pieces.add(new Piece(start, stop, true));
        at = Math.min(end, stop + closing.length());
    }

    private void string(String quote) {
        int start = at + quote.length();
        boolean oneLine = quote.length() == 1 && !quote.equals("`");
        int i = start;
        while (i < end && !startsWith(quote, i)) {
            if (oneLine && text.charAt(i) == '\n') {
                at = i;
                return;
            }
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        int stop = Math.min(i, end);
        pieces.add(new Piece(Math.min(start, stop), stop, false));
        at = Math.min(end, stop + quote.length());
    }

    private boolean next(String marker) {
        return startsWith(marker, at);
    }

    private boolean startsWith(String marker, int from) {
        if (from + marker.length() > end) {
            return false;
        }
        for (int i = 0; i < marker.length(); i++) {
            if (text.charAt(from + i) != marker.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int indexOf(String marker, int from) {
        for (int i = from; i < end; i++) {
            if (startsWith(marker, i)) {
                return i;
            }
        }
        return end;
    }
}
