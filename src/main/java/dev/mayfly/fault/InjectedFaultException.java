package dev.mayfly.fault;

import dev.mayfly.eventstore.UnavailableException;

/** Ends a call that a fault was injected into. */
public final class InjectedFaultException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    private InjectedFaultException(String message, boolean answered) {
        super(message, answered);
    }

    /** Returns what says that the service is not available. */
    public static InjectedFaultException unavailable() {
        return new InjectedFaultException("Injected fault: the server is unavailable.", true);
    }

    /** Returns what closes the connection without an answer. */
    public static InjectedFaultException unanswered() {
        return new InjectedFaultException("Injected fault: there is no answer.", false);
    }
}
