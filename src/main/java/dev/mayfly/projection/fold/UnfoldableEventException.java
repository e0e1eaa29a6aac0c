package dev.mayfly.projection.fold;

/**
 * Thrown when a projection cannot process a value of an event; the message names the value and the reason. Has no stack
 * trace.
 */
public class UnfoldableEventException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes an exception with a message. */
    public UnfoldableEventException(String message) {
        super(message, null, false, false);
    }
}
