package dev.mayfly.criteria.where;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a condition compares the value at its path. */
public enum Operator {
    /** There is a value, which may be null. */
    EXISTS(1, "exists"),
    /** There is no value. */
    MISSING(2, "missing"),
    /** It is one of some values. */
    EQUAL(3, "="),
    /** It is none of some values, or there is none. */
    NOT_EQUAL(4, "!="),
    LESS(5, "<"),
    AT_MOST(6, "<="),
    GREATER(7, ">"),
    AT_LEAST(8, ">="),
    /** It is a string that starts with another. */
    STARTS_WITH(9, "^="),
    /** It is a string that contains another. */
    CONTAINS(10, "*=");

    private static final Map<String, Operator> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Operator::word, Function.identity()));

    private final int code;
    private final String word;

    Operator(int code, String word) {
        this.code = code;
        this.word = word;
    }

    /** Returns the operator of a word in JSON, or null if there is none. */
    public static @Nullable Operator of(String word) {
        return BY_WORD.get(word);
    }

    /** Returns the operator of a code, or null if there is none. */
    public static @Nullable Operator of(int code) {
        return Arrays.stream(values())
                .filter(each -> each.code == code)
                .findFirst()
                .orElse(null);
    }

    /** Returns the words of all operators, in JSON. */
    public static String words() {
        return Arrays.stream(values()).map(Operator::word).collect(Collectors.joining(", "));
    }

    /** Returns its number in binary formats such as cursors; a number is never reused. */
    public int code() {
        return code;
    }

    /** Returns its word in JSON, which is also its sign in a query string, except for those without a value. */
    public String word() {
        return word;
    }

    /** Returns whether it compares the value with others. */
    public boolean hasOperands() {
        return this != EXISTS && this != MISSING;
    }

    /** Returns whether it may compare with more than one value. */
    public boolean takesSeveral() {
        return this == EQUAL || this == NOT_EQUAL;
    }

    /** Returns whether it takes strings only. */
    public boolean takesStrings() {
        return this == STARTS_WITH || this == CONTAINS;
    }

    /** Returns whether it holds exactly when {@link #positive} does not. */
    boolean isNegated() {
        return this == MISSING || this == NOT_EQUAL;
    }

    /** Returns the operator without the negation. */
    Operator positive() {
        return this == MISSING ? EXISTS : this == NOT_EQUAL ? EQUAL : this;
    }
}
