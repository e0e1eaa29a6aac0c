package dev.mayfly.projection.fold;

/** Errors as sentences for people. */
public final class Errors {
    private static final int MAX_CHARACTERS = 1_000;

    private Errors() {}

    /** Returns an error's message, or its class if it has none, shortened to what is kept with a parked event. */
    public static String text(Throwable error) {
        String message = error.getMessage();
        String text = message == null || message.isBlank() ? error.getClass().getSimpleName() : message;
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS);
    }
}
