package dev.mayfly.projection.declared.value;

import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * One field of a projection's states.
 *
 * @param name its name
 * @param operation what it makes of the values
 * @param path where an event has the value, or null if events themselves are counted
 */
public record FieldDefinition(
        String name, Operation operation, @Nullable EventPath path) {
    /**
     * Checks that the operation can be done with what stands at the path.
     *
     * @throws InvalidInputException if it cannot; it names the field as {@code fields.<name>.<operation>}
     */
    public FieldDefinition {
        Identifier.require("fields." + name, name);
        if ((operation == Operation.COUNT) != (path == null)) {
            throw new IllegalArgumentException("every operation but count has a path");
        }
        if (path != null
                && operation.takesNumbers()
                && path.kind() != Root.Kind.NUMBER
                && path.kind() != Root.Kind.ANY) {
            throw InvalidInputException.invalid(
                    "fields." + name + "." + operation.word(), "must lead to a number, which " + path + " never is");
        }
    }
}
