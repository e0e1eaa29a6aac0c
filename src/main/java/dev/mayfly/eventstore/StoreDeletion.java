package dev.mayfly.eventstore;

/** The result of deleting a store. */
public enum StoreDeletion {
    /** The store and all its data have been deleted. */
    DELETED,
    /** No store has that name. */
    UNKNOWN,
    /** The store is the default one, which always exists. */
    PROTECTED
}
