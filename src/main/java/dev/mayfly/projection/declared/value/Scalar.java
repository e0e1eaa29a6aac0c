package dev.mayfly.projection.declared.value;

import dev.mayfly.event.json.JsonBuffer;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One part of a key: a string, a number or a boolean. Numbers are equal when their values are.
 *
 * <p>Booleans come before numbers and those before strings; numbers are ordered by value, strings by UTF-16 code units.
 *
 * @param text a string's text, or the one text of all equal numbers, or {@code true} or {@code false}
 * @param number a number's value, or null
 * @param isText whether it is a string
 */
public record Scalar(String text, @Nullable BigDecimal number, boolean isText) implements Comparable<Scalar> {
    /** What stands for a value that an event does not have. */
    public static final Scalar UNKNOWN = text("unknown");

    public static final Scalar TRUE = new Scalar("true", null, false);
    public static final Scalar FALSE = new Scalar("false", null, false);

    /** Returns a string. */
    public static Scalar text(String text) {
        return new Scalar(text, null, true);
    }

    /** Returns a number. */
    public static Scalar number(BigDecimal value) {
        return new Scalar(Decimals.identity(value), value, false);
    }

    @Override
    public int compareTo(Scalar other) {
        if (rank() != other.rank()) {
            return Integer.compare(rank(), other.rank());
        }
        if (number != null && other.number != null) {
            return number.compareTo(other.number);
        }
        return text.compareTo(other.text);
    }

    /** Writes it as JSON. */
    public void write(JsonBuffer out) {
        if (isText) {
            out.string(text);
        } else {
            out.ascii(text);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scalar that && isText == that.isText && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    private int rank() {
        return isText ? 2 : number != null ? 1 : 0;
    }
}
