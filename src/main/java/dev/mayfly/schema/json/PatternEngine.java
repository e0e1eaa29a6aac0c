package dev.mayfly.schema.json;

/** An engine of regular expressions whose matches take time linear in the text. */
@FunctionalInterface
public interface PatternEngine {
    /** A compiled pattern. Any thread may use it. */
    interface Matcher {
        /** Returns whether a part of a text matches. Reads the text by its characters; what reading throws ends the match. */
        boolean isFoundIn(CharSequence text);

        /** Returns the size of the program: a match takes at most its product with the text's length. */
        int size();

        /** Returns the size of the program with its classes of characters, of which one may be as large as many instructions. */
        default long wholeSize() {
            return size();
        }
    }

    /** Thrown for a pattern that the engine does not take. Has no stack trace. */
    final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        /** Makes the exception; the message says why, as the end of a sentence. */
        public RefusedException(String message) {
            super(message, null, false, false);
        }
    }

    /** Thrown by a match for which a pattern has too many parts in a row that may be empty. Has no stack trace. */
    final class TooDeepException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Makes the exception. */
        public TooDeepException() {
            super("too many parts in a row that may be empty", null, false, false);
        }
    }

    /**
     * Compiles a pattern.
     *
     * @throws RefusedException if the pattern is not in the engine's language, or its program is too large
     */
    Matcher compile(String pattern) throws RefusedException;
}
