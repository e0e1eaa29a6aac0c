package dev.mayfly.fault;

/** Ends a call that a fault was injected into. */
public final class InjectedFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean answered;

    private InjectedFaultException(String message, boolean answered) {
        super(message, null, false, false);
        this.answered = answered;
    }

    /** Returns an exception that reports that the service is not available. */
    public static InjectedFaultException unavailable() {
        return new InjectedFaultException("Injected fault: the server is unavailable.", true);
    }

    /** Returns an exception that closes the connection without an answer. */
    public static InjectedFaultException unanswered() {
        return new InjectedFaultException("Injected fault: there is no answer.", false);
    }

    /** Returns whether the client gets an answer; otherwise its connection is closed. */
    public boolean isAnswered() {
        return answered;
    }
}
