package dev.mayfly.eventstore;

/**
 * Thrown when a store is deleted during a request to it. Has no stack trace, because it is not an error in the program.
 */
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

    /** Returns the name of the deleted store. */
    public String store() {
        return store;
    }
}
