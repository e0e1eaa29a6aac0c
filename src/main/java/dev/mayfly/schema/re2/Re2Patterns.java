package dev.mayfly.schema.re2;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.mayfly.schema.json.PatternEngine;

/**
 * The engine of RE2/J, whose language is RE2's. The long names of Unicode's general categories and of its scripts, as
 * ECMA 262 has them, are understood too, such as {@code \p{Letter}} and {@code \p{Script=Greek}}.
 */
public final class Re2Patterns implements PatternEngine {
    /** The most instructions of one pattern, with those that its classes of characters are as large as. */
    private static final long MOST_INSTRUCTIONS = 10_000;

    /** Makes the engine. */
    public Re2Patterns() {}

    @Override
    public Matcher compile(String pattern) throws RefusedException {
        String translated = UnicodeClasses.translated(pattern);
        // RE2/J repeats the program of what is repeated, so nested repetitions multiply before it has counted anything.
        long size = PatternSize.of(translated);
        if (size > MOST_INSTRUCTIONS) {
            throw new RefusedException("must be simpler: a pattern may have " + MOST_INSTRUCTIONS
                    + " instructions, and a repetition counts as often as it repeats");
        }
        try {
            return new Compiled(Pattern.compile(translated), size);
        } catch (PatternSyntaxException refused) {
            throw new RefusedException("must be a pattern in RE2's language (" + refused.getDescription()
                    + (refused.getPattern() == null ? "" : ": " + refused.getPattern()) + ")");
        }
    }

    /** A compiled pattern. */
    private static final class Compiled implements Matcher {
        private final Pattern pattern;
        private final long wholeSize;

        Compiled(Pattern pattern, long wholeSize) {
            this.pattern = pattern;
            this.wholeSize = Math.max(wholeSize, pattern.programSize());
        }

        @Override
        public boolean isFoundIn(CharSequence text) {
            try {
                return pattern.matcher(text).find();
            } catch (StackOverflowError deep) {
                // The engine goes through parts that may be empty by recursion, and leaves nothing behind.
                throw new TooDeepException();
            }
        }

        @Override
        public int size() {
            return pattern.programSize();
        }

        @Override
        public long wholeSize() {
            return wholeSize;
        }
    }
}
