package dev.mayfly.eventstore.concurrency;

import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;

/**
 * An append, or a look at the head, as its caller saw it.
 *
 * @param append what was asked, or null for a look at the head
 * @param result what was answered, or null for a look
 * @param head the head that a look saw
 * @param invoked when it was asked, by a count that all threads share
 * @param responded when it was answered
 */
record Call(Append append, AppendResult result, long head, long invoked, long responded) {
    /** Returns whether it put events into the log. */
    boolean stored() {
        return result instanceof Appended appended && !appended.replayed();
    }

    /** Returns the position of the first event that it put into the log. */
    long first() {
        return ((Appended) result).firstPosition();
    }

    /** Returns the position of the last event that it put into the log. */
    long last() {
        return ((Appended) result).lastPosition();
    }
}
