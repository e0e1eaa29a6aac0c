package dev.mayfly.http.answer;

/** Signals that the client already has the current answer. Has no stack trace, because it is not a fault. */
public final class NotModifiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotModifiedException() {
        super("not modified", null, false, false);
    }
}
