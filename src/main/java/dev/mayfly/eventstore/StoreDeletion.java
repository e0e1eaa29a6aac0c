package dev.mayfly.eventstore;

/** What became of deleting a store. */
public enum StoreDeletion {
    /** The store is gone, with everything of it. */
    DELETED,
    /** There is no such store. */
    UNKNOWN,
    /** It is the store that always exists. */
    PROTECTED
}
