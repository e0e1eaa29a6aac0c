package dev.mayfly.http.answer;

/** Says that the client has the answer already; without a stack trace, since it is no fault. */
public final class NotModifiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotModifiedException() {
        super("not modified", null, false, false);
    }
}
