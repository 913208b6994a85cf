package dev.toolspec4j.workspace;

/** Text of others, fit for one line of ours. */
final class OneLine {
    private OneLine() {}

    /**
     * Returns the text with each run of blanks, line ends and invisible or unassigned characters as one blank,
     * stripped, and cut to that many code points, the last of them an ellipsis.
     */
    static String of(String text, int longest) {
        StringBuilder line = new StringBuilder();
        boolean gap = false;
        int length = 0;
        for (int point : text.codePoints().toArray()) {
            if (!isVisible(point)) {
                gap = length > 0;
                continue;
            }
            if (length + (gap ? 2 : 1) > longest) {
                line.setLength(line.offsetByCodePoints(line.length(), length < longest ? 0 : -1));
                return line.append('…').toString();
            }
            if (gap) {
                line.append(' ');
                length++;
                gap = false;
            }
            line.appendCodePoint(point);
            length++;
        }
        return line.toString();
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
