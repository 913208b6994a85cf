package dev.toolspec4j.tool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deep copies of JSON-like values that nobody can change and that keep their order. */
final class Frozen {
    private Frozen() {}

    /** Returns a copy whose maps and lists are copies too, all unmodifiable; null values are kept. */
    static Map<String, Object> map(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> put(copy, String.valueOf(key), value));
        return Collections.unmodifiableMap(copy);
    }

    @SuppressWarnings("NullAway") // JSON null is a value here; a map's type argument cannot say so on JDK 17.
    private static void put(Map<String, Object> copy, String key, @Nullable Object value) {
        copy.put(key, value(value));
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Collection<?> many) {
            List<@Nullable Object> copy = new ArrayList<>(many.size());
            many.forEach(one -> copy.add(value(one)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }
}
