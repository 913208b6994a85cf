package dev.toolspec4j.prompt;

/** Characters that must not reach a prompt, or not everywhere. */
final class Characters {
    private static final int MAX_FOREIGN_LINE = 300;
    private static final int REPLACEMENT = 0xFFFD;

    private Characters() {}

    /** Returns the text on one line: line breaks and other control characters are blanks. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().map(c -> breaksLine(c) ? ' ' : c).forEach(line::appendCodePoint);
        return line.toString().strip();
    }

    /** Returns somebody else's text on one line, without invisible characters, cut with a mark at 300 characters. */
    static String foreignLine(String text) {
        StringBuilder visible = new StringBuilder();
        oneLine(text).codePoints().filter(c -> !isHidden(c)).forEach(visible::appendCodePoint);
        if (visible.codePoints().count() <= MAX_FOREIGN_LINE) {
            return visible.toString();
        }
        return visible.substring(0, visible.offsetByCodePoints(0, MAX_FOREIGN_LINE - 1)) + "…";
    }

    /** Returns the text without what XML 1.0 does not allow. */
    static String forXml(String text) {
        StringBuilder allowed = new StringBuilder();
        text.codePoints().map(c -> isXml(c) ? c : REPLACEMENT).forEach(allowed::appendCodePoint);
        return allowed.toString();
    }

    /**
     * Returns whether the character is invisible but read by models: zero-width, bidirectional controls, tags,
     * variation selectors beyond the emoji's, private use.
     */
    static boolean isHidden(int c) {
        int type = Character.getType(c);
        return type == Character.FORMAT
                || type == Character.PRIVATE_USE
                || type == Character.SURROGATE
                || c == 0x115F
                || c == 0x1160
                || c == 0x3164
                || c == 0xFFA0
                || c == 0x2800
                || (c >= 0xFE00 && c <= 0xFE0E)
                || (c >= 0xE0100 && c <= 0xE01EF);
    }

    private static boolean breaksLine(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
