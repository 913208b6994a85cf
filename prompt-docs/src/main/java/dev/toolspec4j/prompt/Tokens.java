package dev.toolspec4j.prompt;

/** An estimate of tokens that is the same everywhere: no tokenizer, no model. */
final class Tokens {
    private static final int ASCII_PER_TOKEN = 4;
    private static final int FIRST_NON_ASCII = 0x80;

    private Tokens() {}

    /** Returns a token for every four ASCII characters, begun fours included, and one for every other character. */
    static int in(String text) {
        long others = text.codePoints().filter(c -> c >= FIRST_NON_ASCII).count();
        long ascii = text.codePoints().count() - others;
        return Math.toIntExact(others + (ascii + ASCII_PER_TOKEN - 1) / ASCII_PER_TOKEN);
    }
}
