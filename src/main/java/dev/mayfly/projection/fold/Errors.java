package dev.mayfly.projection.fold;

/** The texts of errors, for people. */
public final class Errors {
    private static final int MAX_CHARACTERS = 1_000;

    private Errors() {}

    /** Returns an error's message, or the name of its class if it has none, cut to 1,000 characters. */
    public static String text(Throwable error) {
        String message = error.getMessage();
        String text = message == null || message.isBlank() ? error.getClass().getSimpleName() : message;
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS);
    }
}
