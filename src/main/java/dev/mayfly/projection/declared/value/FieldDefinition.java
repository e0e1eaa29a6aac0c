package dev.mayfly.projection.declared.value;

import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.criteria.where.Root;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One field of a projection's states.
 *
 * @param name its name
 * @param operation what it computes from the values
 * @param path where the value is in an event, or null if events are counted
 * @param where conditions that an event must meet for the field to take its value
 */
public record FieldDefinition(
        String name, Operation operation, @Nullable EventPath path, Set<Condition> where) {
    /**
     * Checks the name, and that the operation accepts the values at the path.
     *
     * @throws InvalidInputException if a check fails; it names the field, as {@code fields.<name>} or {@code
     *     fields.<name>.<operation>}
     */
    public FieldDefinition {
        where = Set.copyOf(where);
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
