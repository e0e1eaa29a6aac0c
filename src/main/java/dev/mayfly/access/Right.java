package dev.mayfly.access;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a token may do in a store. None of the rights includes another. */
public enum Right {
    /** Reading: searches, histories, analyses, states, subscriptions and settings. */
    READ,
    /** Appending events, by whatever call. */
    APPEND,
    /** Taking deliveries of a consumer, and answering them. */
    CONSUME,
    /** Every other change: stores, clocks, snapshots, projections, faults. */
    MANAGE;

    /** Returns the word for it in files and answers, such as {@code read}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the right with that word, or null if there is none. */
    static @Nullable Right of(String word) {
        return Arrays.stream(values())
                .filter(right -> right.word().equals(word))
                .findFirst()
                .orElse(null);
    }
}
