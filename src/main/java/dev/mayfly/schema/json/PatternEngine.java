package dev.mayfly.schema.json;

/** An engine of regular expressions whose matches take time linear in the text. */
@FunctionalInterface
public interface PatternEngine {
    /** A compiled pattern. Any thread may use it. */
    interface Matcher {
        /** Returns whether a part of a text matches. */
        boolean isFoundIn(String text);

        /** Returns the size of the program: a match takes at most its product with the text's length. */
        int size();
    }

    /** Thrown for a pattern that the engine does not take. Has no stack trace. */
    final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        /** Makes the exception; the message says why, as the end of a sentence. */
        public RefusedException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Compiles a pattern.
     *
     * @throws RefusedException if the pattern is not in the engine's language, or its program is too large
     */
    Matcher compile(String pattern) throws RefusedException;
}
