package dev.toolspec4j.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A head in memory, as a store keeps it. */
final class RememberedHead implements AuditHead {
    private final Map<String, Mark> marks = new ConcurrentHashMap<>();

    @Override
    public void keep(Mark mark) {
        marks.put(mark.writer(), mark);
    }

    @Override
    public List<Mark> marks() {
        return new ArrayList<>(marks.values());
    }
}
