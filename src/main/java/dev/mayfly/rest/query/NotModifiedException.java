package dev.mayfly.rest.query;

/** Says that the client has the answer already; without a stack trace, since it is no fault. */
final class NotModifiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotModifiedException() {
        super("not modified", null, false, false);
    }
}
