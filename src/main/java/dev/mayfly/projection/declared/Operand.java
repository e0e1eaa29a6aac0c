package dev.mayfly.projection.declared;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.projection.declared.value.Decimals;
import dev.mayfly.projection.declared.value.FieldDefinition;
import dev.mayfly.projection.declared.value.Identity;
import dev.mayfly.projection.declared.value.Operation;
import dev.mayfly.projection.declared.value.Slice;
import dev.mayfly.projection.fold.UnfoldableEventException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The value that one field takes from the current event. For one thread. */
final class Operand {
    /** The size of a value up to which it is not counted before it is read. */
    private static final int SMALL_BYTES = 4 * 1024;

    private final FieldDefinition field;
    private final @Nullable Slice slice;
    private boolean present;
    private BigDecimal number = BigDecimal.ZERO;
    private String identity = "";

    /**
     * Makes the operand of a field.
     *
     * @param slice where each event's value is, or null if the field counts events
     */
    Operand(FieldDefinition field, @Nullable Slice slice) {
        this.field = field;
        this.slice = slice;
    }

    /**
     * Reads the current event's value from the slice.
     *
     * @throws UnfoldableEventException if the field cannot take the value
     */
    void read() throws UnfoldableEventException {
        Slice value = slice;
        if (value == null) {
            present = true;
            return;
        }
        if (field.operation() == Operation.LAST || field.operation() == Operation.MERGE) {
            present = value.isPresent();
            return;
        }
        present = !value.isMissingOrNull();
        if (!present) {
            return;
        }
        if (field.operation() == Operation.DISTINCT) {
            identity = required(Identity.of(value));
            return;
        }
        byte first = value.first();
        if (first != '-' && (first < '0' || first > '9')) {
            throw new UnfoldableEventException(
                    field.path() + " is " + value.kind() + ", not a number (field " + field.name() + ")");
        }
        number = required(Decimals.read(value));
    }

    /** Returns whether the event has a value for the field. */
    boolean isPresent() {
        return present;
    }

    /** Returns the value of a field that takes numbers. */
    BigDecimal number() {
        return number;
    }

    /** Returns the value's identity, for a field that counts distinct values. */
    String identity() {
        return identity;
    }

    /** Returns a copy of the value in an array of its own. */
    RawJson copy() {
        return slice().copy();
    }

    /** Returns the value as a part of the event. */
    RawJson raw() {
        return slice().raw();
    }

    /** Returns about the most bytes of memory that the value takes while and after it is folded; 0 for a small one. */
    long mostBytes() {
        Operation operation = field.operation();
        if (slice == null
                || operation != Operation.LAST && operation != Operation.MERGE
                || sizeBytes() <= SMALL_BYTES) {
            return 0;
        }
        return operation == Operation.LAST ? sizeBytes() : JsonNode.mostBytes(slice.raw());
    }

    /** Returns the length of the value's text in bytes. */
    int sizeBytes() {
        return slice().sizeBytes();
    }

    private Slice slice() {
        if (slice == null) {
            throw new IllegalStateException("a count has no value");
        }
        return slice;
    }

    private <T> T required(@Nullable T readable) throws UnfoldableEventException {
        if (readable == null) {
            throw new UnfoldableEventException(field.path() + " has more than " + Decimals.MAX_DIGITS
                    + " digits before or after the decimal point (field " + field.name() + ")");
        }
        return readable;
    }
}
