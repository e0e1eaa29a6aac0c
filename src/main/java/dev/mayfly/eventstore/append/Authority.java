package dev.mayfly.eventstore.append;

/** What the author of an append may do. */
public enum Authority {
    /** Appends to any aggregate that is not {@linkplain ReservedAggregates reserved}. */
    CLIENT,
    /** Appends to reserved aggregates too: the code that owns them, on behalf of a client. */
    OWNER,
    /** The same, even if the store is full: for events that end something, and so must not be refused. */
    OWNER_BEYOND_LIMIT,
    /** The same for events that the server appends by itself, which meet no injected fault. */
    SERVER;

    /** Returns whether it may append to reserved aggregates. */
    public boolean mayWriteReserved() {
        return this != CLIENT;
    }

    /** Returns whether it may append to a store that is full, within what is left for that. */
    public boolean mayExceedLimit() {
        return this == OWNER_BEYOND_LIMIT || this == SERVER;
    }

    /** Returns whether injected faults apply to its appends. */
    public boolean meetsFaults() {
        return this != SERVER;
    }
}
