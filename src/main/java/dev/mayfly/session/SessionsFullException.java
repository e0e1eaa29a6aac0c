package dev.mayfly.session;

import dev.mayfly.eventstore.append.AppendResult;

/** Thrown if the sessions in a store's events would take more memory than the store may use. */
public final class SessionsFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient AppendResult.StoreFull refusal;

    SessionsFullException(AppendResult.StoreFull refusal) {
        super("There is no room for the sessions of the store.", null, false, false);
        this.refusal = refusal;
    }

    /** Returns what an append to the store would be refused with. */
    public AppendResult.StoreFull refusal() {
        return refusal;
    }
}
