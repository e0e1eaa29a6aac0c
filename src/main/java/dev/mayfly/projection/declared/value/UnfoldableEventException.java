package dev.mayfly.projection.declared.value;

/**
 * Thrown when an event has a value that a projection cannot process; the message names the value and the reason. Has no
 * stack trace.
 */
public final class UnfoldableEventException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes an exception with the reason. */
    public UnfoldableEventException(String message) {
        super(message, null, false, false);
    }
}
