package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.LockChange.Kind;
import dev.toolspec4j.tool.Catalogue;
import dev.toolspec4j.tool.Catalogue.Entry;
import dev.toolspec4j.tool.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A catalogue as it was, kept to compare with. */
final class LockFile {
    private LockFile() {}

    static String write(Catalogue catalogue) {
        return catalogue.entries().stream()
                .map(LockFile::line)
                .collect(Collectors.joining(",\n", "{\"lock_version\":1,\"tools\":[\n", "\n]}\n"));
    }

    static List<LockChange> compare(Catalogue before, Catalogue now) {
        List<LockChange> changes = new ArrayList<>();
        for (Entry old : before.entries()) {
            Optional<Entry> same = now.find(old.name());
            Optional<Entry> renamed = now.entries().stream()
                    .filter(entry -> entry.formerNames().contains(old.name()))
                    .findFirst();
            if (same.isPresent()) {
                compare(old, same.get(), changes);
            } else if (renamed.isPresent()) {
                String name = renamed.get().name();
                changes.add(new LockChange(name, Kind.RENAMED, true, "was named '" + old.name() + "'"));
                compare(old, renamed.get(), changes);
            } else {
                changes.add(new LockChange(old.name(), Kind.REMOVED, true, "there is no such tool any more"));
            }
        }
        now.entries().stream()
                .filter(entry -> before.find(entry.name()).isEmpty())
                .filter(entry -> entry.formerNames().stream()
                        .noneMatch(name -> before.find(name).isPresent()))
                .forEach(entry -> changes.add(new LockChange(entry.name(), Kind.ADDED, false, "is new")));
        return changes;
    }

    private static void compare(Entry old, Entry now, List<LockChange> changes) {
        text("summary", old.summary(), now.summary(), now.name(), changes);
        text("guidance", old.whenToUse(), now.whenToUse(), now.name(), changes);
        SchemaDiff.of(old.inputSchema(), now.inputSchema())
                .forEach(difference -> changes.add(
                        new LockChange(now.name(), Kind.SCHEMA, difference.breaking(), difference.message())));
        effect("read_only", false, old, now, changes);
        effect("destructive", true, old, now, changes);
        effect("idempotent", false, old, now, changes);
        effect("open_world", true, old, now, changes);
    }

    private static void text(String what, String old, String now, String tool, List<LockChange> changes) {
        if (!old.equals(now)) {
            changes.add(new LockChange(
                    tool, Kind.TEXT, false, "the " + what + " was '" + shorten(old) + "', is '" + shorten(now) + "'"));
        }
    }

    /** A tool that turns into something more dangerous breaks what hosts allowed it. */
    private static void effect(String name, boolean worse, Entry old, Entry now, List<LockChange> changes) {
        Optional<Boolean> before = Optional.ofNullable(old.effects().get(name));
        Optional<Boolean> after = Optional.ofNullable(now.effects().get(name));
        if (!before.equals(after)) {
            changes.add(new LockChange(
                    now.name(),
                    Kind.EFFECTS,
                    after.orElse(worse) == worse,
                    name + " was " + shown(before) + ", is " + shown(after)));
        }
    }

    private static String shown(Optional<Boolean> value) {
        return value.map(String::valueOf).orElse("not stated");
    }

    private static String shorten(String text) {
        return Characters.foreignLine(text.length() <= 120 ? text : text.substring(0, 119) + "…");
    }

    private static String line(Entry entry) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", entry.name());
        members.put("summary", entry.summary());
        members.put("when_to_use", entry.whenToUse());
        members.put("input_schema", entry.inputSchema());
        members.put("effects", entry.effects());
        members.put("former_names", entry.formerNames());
        return ToolResult.json(members).text();
    }
}
