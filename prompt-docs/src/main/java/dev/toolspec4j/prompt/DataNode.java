package dev.toolspec4j.prompt;

import java.util.List;
import java.util.Optional;

/** A piece of JSON-like data in a text, with the offsets of what it holds. */
sealed interface DataNode {
    /** Returns where the node begins. */
    int offset();

    /** An object; keys may repeat. */
    record Fields(int offset, List<Field> fields) implements DataNode {
        Optional<Field> field(List<String> keys) {
            return keys.stream()
                    .flatMap(key -> fields.stream().filter(field -> field.key().equals(key)))
                    .findFirst();
        }

        /** Returns the first of these fields that holds a text. */
        Optional<Text> text(List<String> keys) {
            return fields.stream()
                    .filter(field -> keys.contains(field.key()))
                    .map(Field::value)
                    .filter(Text.class::isInstance)
                    .map(Text.class::cast)
                    .findFirst();
        }
    }

    /** A member of an object. */
    record Field(int offset, String key, DataNode value) {}

    /** A list. */
    record Items(int offset, List<DataNode> items) implements DataNode {}

    /** A string, or a bare word of YAML. */
    record Text(int offset, String text) implements DataNode {}

    /** A number, a variable, a call: of no interest. */
    record Other(int offset) implements DataNode {}
}
