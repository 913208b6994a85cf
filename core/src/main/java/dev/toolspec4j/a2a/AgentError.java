package dev.toolspec4j.a2a;

import java.util.regex.Pattern;

/** The convention by which agents report a failure as an ordinary answer, in both spellings that are in use. */
final class AgentError {
    private static final Pattern START = Pattern.compile("\\s*Agent error(:| \\()");

    private AgentError() {}

    static boolean in(String text) {
        return START.matcher(text).lookingAt();
    }
}
