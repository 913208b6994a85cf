package dev.toolspec4j.tool;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A record type as a JSON object: its schema, and how a checked object becomes a record. */
final class RecordShape implements ValueShape {
    private final Constructor<?> constructor;
    private final Map<String, Part> parts;

    private RecordShape(Constructor<?> constructor, Map<String, Part> parts) {
        this.constructor = constructor;
        this.parts = parts;
    }

    static RecordShape of(Class<?> type) {
        return of(type, Set.of());
    }

    static RecordShape of(Class<?> type, Set<Class<?>> around) {
        if (around.contains(type)) {
            throw new IllegalArgumentException("the record " + type.getSimpleName()
                    + " contains itself; write its schema" + " by hand with JsonSchema.of");
        }
        Set<Class<?>> inside = new LinkedHashSet<>(around);
        inside.add(type);
        Map<String, Part> parts = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            parts.put(component.getName(), part(type, component, inside));
        }
        return new RecordShape(canonical(type), parts);
    }

    private static Part part(Class<?> type, RecordComponent component, Set<Class<?>> inside) {
        String where = "component '" + component.getName() + "' of " + type.getSimpleName();
        Description description = component.getAnnotation(Description.class);
        if (description == null || description.value().isBlank()) {
            throw new IllegalArgumentException(
                    where + " needs @Description: a model fills it in and must know what it means");
        }
        Type given = component.getGenericType();
        Optional<Type> optional = ValueShape.argumentOf(given, Optional.class);
        ValueShape shape = ValueShape.of(optional.orElse(given), where, inside);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", String.valueOf(shape.schema().get("type")));
        schema.put("description", description.value());
        shape.schema().forEach(schema::putIfAbsent);
        return new Part(shape, schema, optional.isPresent());
    }

    private static Constructor<?> canonical(Class<?> type) {
        Class<?>[] types = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            if (!constructor.trySetAccessible()) {
                throw new IllegalArgumentException("the record " + type.getName() + " must be public, and its package"
                        + " open to dev.toolspec4j.core");
            }
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the record " + type.getName() + " has no canonical constructor", e);
        }
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        parts.forEach((name, part) -> {
            properties.put(name, part.schema());
            if (!part.optional()) {
                required.add(name);
            }
        });
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    @Override
    public Object read(Object json) {
        Map<?, ?> members = (Map<?, ?>) json;
        List<Object> values = new ArrayList<>();
        parts.forEach((name, part) -> values.add(part.read(name, members.get(name))));
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the record's constructor failed", e);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("the record's constructor cannot be called", e);
        }
    }

    private record Part(ValueShape shape, Map<String, Object> schema, boolean optional) {
        Object read(String name, @Nullable Object value) {
            if (value == null) {
                if (optional) {
                    return Optional.empty();
                }
                throw new IllegalArgumentException("'" + name + "' is missing");
            }
            try {
                Object read = shape.read(value);
                return optional ? Optional.of(read) : read;
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("'" + name + "' is out of range: " + value, e);
            }
        }
    }
}
