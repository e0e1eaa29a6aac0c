package dev.mayfly.criteria.where;

import dev.mayfly.event.json.JsonStrings;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The place of a JSON value in the order of values: booleans, numbers by value, strings by code point, then arrays and
 * objects, which are all equal, and last missing values, among them null.
 */
public final class JsonOrder implements Comparable<JsonOrder> {
    private static final int BOOLEAN = 0;
    private static final int NUMBER = 1;
    private static final int STRING = 2;
    private static final int OTHER = 3;
    private static final int MISSING = 4;

    private final int kind;
    private final boolean isTrue;
    private final @Nullable Decimal number;
    private final byte @Nullable [] string;

    private JsonOrder(int kind, boolean isTrue, @Nullable Decimal number, byte @Nullable [] string) {
        this.kind = kind;
        this.isTrue = isTrue;
        this.number = number;
        this.string = string;
    }

    /** Returns the place of the JSON value from {@code from}, inclusive, to {@code to}, exclusive; copies what it needs. */
    public static JsonOrder of(byte[] json, int from, int to) {
        switch (json[from]) {
            case 'n' -> {
                return new JsonOrder(MISSING, false, null, null);
            }
            case 't', 'f' -> {
                return new JsonOrder(BOOLEAN, json[from] == 't', null, null);
            }
            case '"' -> {
                byte[] characters = new byte[to - from];
                int length = JsonStrings.resolve(json, from + 1, to - 1, characters);
                return new JsonOrder(STRING, false, null, Arrays.copyOf(characters, length));
            }
            case '{', '[' -> {
                return new JsonOrder(OTHER, false, null, null);
            }
            default -> {
                Decimal decimal = new Decimal();
                decimal.set(Arrays.copyOfRange(json, from, to), 0, to - from);
                return new JsonOrder(NUMBER, false, decimal, null);
            }
        }
    }

    /** Returns whether there is no value. */
    public boolean isMissing() {
        return kind == MISSING;
    }

    @Override
    public int compareTo(JsonOrder other) {
        if (kind != other.kind) {
            return Integer.compare(kind, other.kind);
        }
        if (number != null && other.number != null) {
            return number.compareTo(other.number);
        }
        if (string != null && other.string != null) {
            return Arrays.compareUnsigned(string, other.string);
        }
        return Boolean.compare(isTrue, other.isTrue);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonOrder that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * kind + Boolean.hashCode(isTrue))
                + (number == null ? Arrays.hashCode(string) : number.hashCode());
    }
}
