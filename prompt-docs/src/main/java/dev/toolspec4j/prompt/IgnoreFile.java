package dev.toolspec4j.prompt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file of patterns, one a line, as in {@code .gitignore}: {@code #} comments, {@code *}, {@code **}, {@code !}. */
final class IgnoreFile {
    static final String NAME = ".toolspecignore";

    private final List<Rule> rules = new ArrayList<>();

    private record Rule(Pattern path, boolean foldersOnly, boolean keeps) {}

    static IgnoreFile of(List<String> lines) {
        IgnoreFile file = new IgnoreFile();
        for (String raw : lines) {
            String line = raw.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                file.rules.add(rule(line));
            }
        }
        return file;
    }

    /** Returns whether the path, relative to the folder of the file, is left out; empty when no rule fits it. */
    Optional<Boolean> verdict(Path path, boolean folder) {
        String name = path.toString().replace('\\', '/');
        Optional<Boolean> verdict = Optional.empty();
        for (Rule rule : rules) {
            if ((folder || !rule.foldersOnly()) && rule.path().matcher(name).matches()) {
                verdict = Optional.of(!rule.keeps());
            }
        }
        return verdict;
    }

    private static Rule rule(String line) {
        boolean keeps = line.startsWith("!");
        String glob = keeps ? line.substring(1) : line;
        boolean folder = glob.endsWith("/");
        glob = folder ? glob.substring(0, glob.length() - 1) : glob;
        boolean anchored = glob.contains("/");
        String regex = regex(glob.startsWith("/") ? glob.substring(1) : glob);
        return new Rule(Pattern.compile(anchored ? regex : "(?:.*/)?" + regex), folder, keeps);
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else {
                regex.append(c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
