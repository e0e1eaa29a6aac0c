package dev.mayfly.testing;

import java.util.Locale;
import java.util.UUID;

/** Names of stores that tell which test they are of, and that no other store has. */
final class StoreNames {
    /** A name has at most 63 characters, of which the dash and the end of a UUID take 13. */
    private static final int READABLE_CHARACTERS = 50;

    private static final int UNIQUE_FROM = 24;

    private StoreNames() {}

    /** Returns a new name that begins with what can be kept of a text. */
    static String next(String text) {
        String kept =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
        String readable = kept.substring(0, Math.min(kept.length(), READABLE_CHARACTERS));
        String unique = UUID.randomUUID().toString().substring(UNIQUE_FROM);
        return readable.isEmpty() ? unique : readable + "-" + unique;
    }
}
