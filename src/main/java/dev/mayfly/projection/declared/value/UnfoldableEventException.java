package dev.mayfly.projection.declared.value;

/** An event has a value that a projection cannot take in; says which, and why. Carries no stack trace. */
public final class UnfoldableEventException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes one that says why. */
    public UnfoldableEventException(String message) {
        super(message, null, false, false);
    }
}
