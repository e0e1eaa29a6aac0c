package dev.mayfly.eventstore;

/** A store was deleted during a request to it. Has no stack trace, because nothing went wrong. */
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
