package dev.mayfly.criteria;

/** The direction of a read. */
public enum Order {
    /** Oldest, or lowest, first. */
    ASCENDING,
    /** Newest, or highest, first. */
    DESCENDING
}
