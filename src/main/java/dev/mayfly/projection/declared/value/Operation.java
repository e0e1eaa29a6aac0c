package dev.mayfly.projection.declared.value;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a field computes from the values of events. */
public enum Operation {
    /** The number of events. */
    COUNT("count"),
    /** The sum of numbers. */
    SUM("sum"),
    /** The smallest number. */
    MIN("min"),
    /** The largest number. */
    MAX("max"),
    /** The number of different values. */
    DISTINCT("distinct"),
    /** The last value. */
    LAST("last"),
    /** All values merged in order, as RFC 7396 defines. */
    MERGE("merge");

    private static final Map<String, Operation> BY_WORD = new TreeMap<>();

    static {
        for (Operation operation : values()) {
            BY_WORD.put(operation.word, operation);
        }
    }

    private final String word;

    Operation(String word) {
        this.word = word;
    }

    /** Returns the operation with a name, or null if there is none. */
    public static @Nullable Operation of(String word) {
        return BY_WORD.get(word);
    }

    /** Returns its name in a definition. */
    public String word() {
        return word;
    }

    /** Returns whether it accepts only numbers. */
    public boolean takesNumbers() {
        return this == SUM || this == MIN || this == MAX;
    }
}
