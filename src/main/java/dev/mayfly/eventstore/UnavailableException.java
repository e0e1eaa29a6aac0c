package dev.mayfly.eventstore;

/** Ends a call that a store cannot carry out now, and may later. */
public class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean answered;

    /**
     * Makes an exception without a stack trace.
     *
     * @param message why, for the client
     * @param answered whether the client gets an answer; otherwise its connection is closed
     */
    protected UnavailableException(String message, boolean answered) {
        super(message, null, false, false);
        this.answered = answered;
    }

    /** Returns whether the client gets an answer; otherwise its connection is closed. */
    public final boolean isAnswered() {
        return answered;
    }
}
