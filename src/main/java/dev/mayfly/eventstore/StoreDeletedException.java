package dev.mayfly.eventstore;

/** Tells that a store has been deleted while something was asked of it. It has no stack trace, since nothing went wrong. */
public final class StoreDeletedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String store;

    /**
     * Makes the exception.
     *
     * @param store the name of the store
     */
    public StoreDeletedException(String store) {
        super("Store '" + store + "' has been deleted.", null, false, false);
        this.store = store;
    }

    /** Returns the name that the store had. */
    public String store() {
        return store;
    }
}
