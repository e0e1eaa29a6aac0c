package dev.mayfly.projection.declared;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.where.Condition;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.projection.declared.value.FieldDefinition;
import dev.mayfly.projection.declared.value.GroupPart;
import java.util.HashSet;
import java.util.List;

/**
 * The definition of a projection: which events it takes, how it groups them, and what it computes for each group.
 *
 * @param match the criteria of its events
 * @param groupBy what forms a group's key; empty for one group of all events
 * @param compound whether keys are arrays, as they are if {@code groupBy} is an array
 * @param fields the fields of its states, in order
 * @param text the definition as it was sent, on one line
 */
public record Definition(
        Criteria match, List<GroupPart> groupBy, boolean compound, List<FieldDefinition> fields, RawJson text) {
    /** The most fields. */
    public static final int MAX_FIELDS = 100;

    /** The most parts of a key. */
    public static final int MAX_GROUP_BY = 8;

    /** The most bytes of a definition's text. */
    public static final int MAX_BYTES = 256 * 1024;

    /** What a value of the criteria takes besides its text, in bytes. */
    private static final long VALUE_BYTES = 100;
    /** What a field or a path takes besides its text, in bytes. */
    private static final long FIELD_BYTES = 300;

    /**
     * Copies the lists and checks their bounds.
     *
     * @throws InvalidInputException if there are too many paths or fields, there is no field, or a path of {@code
     *     groupBy} leads to a value that cannot be a key; it names the field
     */
    public Definition {
        groupBy = List.copyOf(groupBy);
        fields = List.copyOf(fields);
        if (groupBy.size() > MAX_GROUP_BY) {
            throw InvalidInputException.invalid("groupBy", "must have at most " + MAX_GROUP_BY + " paths");
        }
        for (int i = 0; i < groupBy.size(); i++) {
            groupBy.get(i).requireKey(compound ? "groupBy[" + i + "]" : "groupBy");
        }
        if (fields.isEmpty() || fields.size() > MAX_FIELDS) {
            throw InvalidInputException.invalid("fields", "must have from 1 to " + MAX_FIELDS + " fields");
        }
    }

    /** Returns about how many bytes it takes in memory, which many short values make several times its text. */
    public long sizeBytes() {
        long bytes = 2L * text.sizeBytes()
                + VALUE_BYTES * match.valueCount()
                + FIELD_BYTES * (fields.size() + groupBy.size());
        for (FieldDefinition field : fields) {
            for (Condition condition : field.where()) {
                bytes += condition.sizeBytes();
            }
        }
        return bytes;
    }

    /** Returns whether it is equivalent to another, regardless of notation and of the order of fields. */
    public boolean means(Definition other) {
        return match.equals(other.match)
                && groupBy.equals(other.groupBy)
                && compound == other.compound
                && new HashSet<>(fields).equals(new HashSet<>(other.fields));
    }
}
