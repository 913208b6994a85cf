package dev.toolspec4j.tool;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One Java type as JSON: its schema, and how a value that the schema accepts becomes an object of the type. */
interface ValueShape {
    Map<String, Object> schema();

    /** Returns the object; throws {@link ArithmeticException} when a number does not fit. */
    Object read(Object json);

    /**
     * Returns the type's shape.
     *
     * @param where the component, for the message when no shape fits
     * @param inside the records that contain it
     */
    static ValueShape of(Type type, String where, Set<Class<?>> inside) {
        Optional<Type> items = argumentOf(type, List.class);
        if (items.isPresent()) {
            ValueShape item = of(items.get(), where, inside);
            return simple(
                    Map.of("type", "array", "items", item.schema()),
                    list -> ((List<?>) list).stream().map(item::read).toList());
        }
        if (type instanceof Class<?> plain && plain.isRecord()) {
            return RecordShape.of(plain, inside);
        }
        if (type instanceof Class<?> plain && plain.isEnum()) {
            return choice(plain);
        }
        return scalar(type)
                .orElseThrow(() -> new IllegalArgumentException(where + " has the type " + type.getTypeName()
                        + "; use String, boolean, int, long, double, BigDecimal, an enum, a record, a List or an"
                        + " Optional of these"));
    }

    /** Returns the type argument when the type is the generic one given. */
    static Optional<Type> argumentOf(Type type, Class<?> generic) {
        return type instanceof ParameterizedType given && given.getRawType() == generic
                ? Optional.of(given.getActualTypeArguments()[0])
                : Optional.empty();
    }

    private static Optional<ValueShape> scalar(Type type) {
        if (type == String.class) {
            return Optional.of(simple(Map.of("type", "string"), Function.identity()));
        }
        if (type == boolean.class || type == Boolean.class) {
            return Optional.of(simple(Map.of("type", "boolean"), Function.identity()));
        }
        if (type == int.class || type == Integer.class) {
            return Optional.of(
                    simple(Map.of("type", "integer"), value -> whole(value).intValueExact()));
        }
        if (type == long.class || type == Long.class) {
            return Optional.of(
                    simple(Map.of("type", "integer"), value -> whole(value).longValueExact()));
        }
        if (type == double.class || type == Double.class) {
            return Optional.of(simple(Map.of("type", "number"), value -> ((Number) value).doubleValue()));
        }
        return type == BigDecimal.class
                ? Optional.of(simple(Map.of("type", "number"), ValueShape::decimal))
                : Optional.empty();
    }

    private static BigInteger whole(Object value) {
        return decimal(value).toBigIntegerExact();
    }

    private static BigDecimal decimal(Object value) {
        return new BigDecimal(value.toString());
    }

    private static ValueShape choice(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        List<String> names = List.copyOf(constants.keySet());
        return simple(
                Map.of("type", "string", "enum", names), name -> Objects.requireNonNull(constants.get((String) name)));
    }

    private static ValueShape simple(Map<String, Object> schema, Function<Object, Object> reader) {
        return new ValueShape() {
            @Override
            public Map<String, Object> schema() {
                return schema;
            }

            @Override
            public Object read(Object json) {
                return reader.apply(json);
            }
        };
    }
}
