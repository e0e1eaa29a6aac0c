package dev.mayfly.event.tree;

import dev.mayfly.event.RawJson;
import java.util.concurrent.ThreadLocalRandom;

/** The comparison of JSON texts by value, however they are written. */
public final class JsonMeaning {
    private JsonMeaning() {}

    /**
     * Returns whether two texts, which are trusted to be JSON, represent the same value. White space between tokens and
     * the order of members are ignored, escapes in strings are resolved, and numbers are compared exactly by value. If
     * a name occurs twice in an object, the last member counts.
     *
     * <p>Takes time in proportion to the texts, unless their bytes are equal. Texts of different meanings are taken for
     * the same with a chance of about one in 2^100, by a seed that is new each time.
     */
    public static boolean same(RawJson one, RawJson other) {
        if (one.equals(other)) {
            return true;
        }
        long seed = ThreadLocalRandom.current().nextLong();
        return MeaningDigest.of(one, seed).equals(MeaningDigest.of(other, seed));
    }
}
