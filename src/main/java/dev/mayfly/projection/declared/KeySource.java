package dev.mayfly.projection.declared;

import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.projection.declared.value.Column;
import dev.mayfly.projection.declared.value.Decimals;
import dev.mayfly.projection.declared.value.EventValues;
import dev.mayfly.projection.declared.value.Scalar;
import dev.mayfly.projection.declared.value.Slice;
import dev.mayfly.projection.declared.value.UnfoldableEventException;
import java.math.BigDecimal;
import java.util.List;

/** Reads the keys of events. For one thread. */
final class KeySource {
    /** The most characters of a string in a key. */
    static final int MAX_CHARACTERS = 1_000;

    private static final Key UNKNOWN = new Key(List.of(Scalar.UNKNOWN));

    private final List<EventPath> paths;
    private final Slice[] slices;

    /**
     * Makes a source of keys whose parts are the values at some paths.
     *
     * @param values reads the values of each event, before {@link #read} is called
     */
    KeySource(List<EventPath> paths, EventValues values) {
        this.paths = paths;
        this.slices = paths.stream().map(values::at).toArray(Slice[]::new);
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

    private UnfoldableEventException unfoldable(int index, String why) {
        return new UnfoldableEventException(paths.get(index) + " " + why + ", so it cannot be a key (groupBy)");
    }
}
