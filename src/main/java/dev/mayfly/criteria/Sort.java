package dev.mayfly.criteria;

/** What the result of a search is sorted by. */
public enum Sort {
    /** By the time at which the events happened, and by position where that is equal. */
    TIMESTAMP,
    /** By the place in the log. */
    POSITION
}
