package dev.mayfly.projection.fold;

/** Thrown when an event would make the states of a projection exceed a limit. */
public final class StateLimitException extends UnfoldableEventException {
    private static final long serialVersionUID = 1L;

    private final long limit;

    /** Makes an exception with a message that names the setting. */
    public StateLimitException(String message, long limit) {
        super(message);
        this.limit = limit;
    }

    /** Returns the limit. */
    public long limit() {
        return limit;
    }
}
