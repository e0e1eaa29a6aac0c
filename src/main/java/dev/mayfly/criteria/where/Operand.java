package dev.mayfly.criteria.where;

import dev.mayfly.event.json.JsonBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A value that a condition compares with. Numbers are equal if their values are, however they are written.
 *
 * @param text the characters of a string; the JSON text of anything else
 */
public record Operand(Kind kind, String text) {
    /** The most characters of a string or a number. */
    public static final int MAX_LENGTH = 1_000;

    public static final Operand TRUE = new Operand(Kind.TRUE, "true");
    public static final Operand FALSE = new Operand(Kind.FALSE, "false");
    public static final Operand NULL = new Operand(Kind.NULL, "null");

    /** The kinds of values. Their order never changes, because binary formats have their ordinals. */
    public enum Kind {
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }

    /** Returns the operand of a string. */
    public static Operand string(String text) {
        return new Operand(Kind.STRING, text);
    }

    /** Returns the operand of a JSON number. */
    public static Operand number(String text) {
        return new Operand(Kind.NUMBER, text);
    }

    /** Returns it as JSON. */
    public String json() {
        if (kind != Kind.STRING) {
            return text;
        }
        JsonBuffer quoted = new JsonBuffer(text.length() + 2).string(text);
        return new String(quoted.array(), 0, quoted.size(), StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Operand that && kind == that.kind && meaning().equals(that.meaning());
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + meaning().hashCode();
    }

    /** Returns a JSON number that is the same for all operands with the value of this one, which is a number. */
    public String canonicalNumber() {
        return Decimal.of(text).json();
    }

    /** Returns a text that is the same for all equal operands of its kind, and for no others. */
    String meaning() {
        return kind == Kind.NUMBER ? Decimal.of(text).canonical() : text;
    }
}
