package dev.mayfly.projection.declared.value;

import dev.mayfly.criteria.where.CodePoints;
import dev.mayfly.event.json.JsonBuffer;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One part of a key: a string, a number or a boolean. Numbers are equal if their values are.
 *
 * <p>Booleans come before numbers, and numbers before strings. Numbers are ordered by value, strings by code
 * point.
 *
 * @param text the string, the text that all equal numbers share, {@code true} or {@code false}
 * @param number the value of a number, or null
 * @param isText whether it is a string
 */
public record Scalar(String text, @Nullable BigDecimal number, boolean isText) implements Comparable<Scalar> {
    /** Stands for a value that an event does not have. */
    public static final Scalar UNKNOWN = text("unknown");

    public static final Scalar TRUE = new Scalar("true", null, false);
    public static final Scalar FALSE = new Scalar("false", null, false);

    /** Returns the scalar of a string. */
    public static Scalar text(String text) {
        return new Scalar(text, null, true);
    }

    /** Returns the scalar of a number. */
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
        return CodePoints.compare(text, other.text);
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
