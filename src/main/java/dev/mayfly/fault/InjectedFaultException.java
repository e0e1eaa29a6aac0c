package dev.mayfly.fault;

/** An exception that ends a call with an injected fault. */
public final class InjectedFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean answered;

    private InjectedFaultException(String message, boolean answered) {
        super(message, null, false, false);
        this.answered = answered;
    }

    /** Returns an exception that reports that the service is unavailable. */
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
