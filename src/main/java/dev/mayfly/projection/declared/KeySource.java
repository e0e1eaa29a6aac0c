package dev.mayfly.projection.declared;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.time.Buckets;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.projection.declared.value.Column;
import dev.mayfly.projection.declared.value.Decimals;
import dev.mayfly.projection.declared.value.EventValues;
import dev.mayfly.projection.declared.value.GroupPart;
import dev.mayfly.projection.declared.value.Scalar;
import dev.mayfly.projection.declared.value.Slice;
import dev.mayfly.projection.fold.UnfoldableEventException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the keys of events. For one thread. */
final class KeySource {
    /** The most characters of a string in a key. */
    static final int MAX_CHARACTERS = 1_000;

    private static final Key UNKNOWN = new Key(List.of(Scalar.UNKNOWN));

    private final List<GroupPart> parts;
    private final Slice[] slices;
    private final @Nullable Buckets[] buckets;

    /**
     * Makes a source of keys of some parts.
     *
     * @param values reads the values of each event, before {@link #read} is called
     */
    KeySource(List<GroupPart> parts, EventValues values) {
        this.parts = parts;
        this.slices = parts.stream().map(part -> values.at(part.path())).toArray(Slice[]::new);
        this.buckets = parts.stream()
                .map(part -> part.interval() == null ? null : new Buckets(part.interval(), part.zone()))
                .toArray(Buckets[]::new);
    }

    /** Returns the key for an ordinal of a column; 0 stands for a missing value. */
    static Key of(Column column, EventScan scan, int ordinal) {
        return ordinal == 0 ? UNKNOWN : new Key(List.of(Scalar.text(column.text(scan, ordinal))));
    }

    /**
     * Returns the key of the event that was read last.
     *
     * @throws UnfoldableEventException if a value cannot be part of a key
     */
    Key read() throws UnfoldableEventException {
        if (slices.length == 0) {
            return Key.NONE;
        }
        if (slices.length == 1) {
            return new Key(List.of(part(0)));
        }
        Scalar[] parts = new Scalar[slices.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = part(i);
        }
        return new Key(List.of(parts));
    }

    private Scalar part(int index) throws UnfoldableEventException {
        Slice slice = slices[index];
        if (slice.isMissingOrNull()) {
            return Scalar.UNKNOWN;
        }
        Buckets intervals = buckets[index];
        if (intervals != null) {
            return Scalar.text(intervals.key(time(index)));
        }
        return switch (slice.first()) {
            case '"' -> {
                String text = slice.string();
                if (text.length() > MAX_CHARACTERS) {
                    throw unfoldable(index, "has more than " + MAX_CHARACTERS + " characters");
                }
                yield Scalar.text(text);
            }
            case 't' -> Scalar.TRUE;
            case 'f' -> Scalar.FALSE;
            case '{', '[' -> throw unfoldable(index, "is " + slice.kind());
            default -> {
                BigDecimal number = Decimals.read(slice);
                if (number == null) {
                    throw unfoldable(
                            index,
                            "has more than " + Decimals.MAX_DIGITS + " digits before or after the decimal point");
                }
                yield Scalar.number(number);
            }
        };
    }

    private long time(int index) throws UnfoldableEventException {
        Slice slice = slices[index];
        if (slice.first() == '"') {
            try {
                return Rfc3339.parse("", slice.string());
            } catch (InvalidInputException noTime) {
                // Reported below, like anything else that is not a time.
            }
        }
        throw unfoldable(index, "is not a timestamp");
    }

    private UnfoldableEventException unfoldable(int index, String why) {
        return new UnfoldableEventException(parts.get(index).path() + " " + why + ", so it cannot be a key (groupBy)");
    }
}
