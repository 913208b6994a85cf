package dev.toolspec4j.access;

/** What a role may grant. A tool names the one it needs by its {@link #id()}. */
public enum Permission {
    /** Hand work to another workspace. */
    DELEGATE("delegate"),
    /** Decide on requests for approval. */
    APPROVE("approve"),
    /** Recall memories. */
    MEMORY_READ("memory.read"),
    /** Commit memories. */
    MEMORY_WRITE("memory.write");

    private final String id;

    Permission(String id) {
        this.id = id;
    }

    /** Returns the name as it stands in specs, settings and the audit log, such as {@code memory.read}. */
    public String id() {
        return id;
    }

    @Override
    public String toString() {
        return id;
    }
}
