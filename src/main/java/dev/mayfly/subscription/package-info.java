/**
 * Following a store: its history and then its new events, without end.
 *
 * <p>The log is the queue. A {@link dev.mayfly.subscription.Subscription} pulls from it at its subscriber's pace, slice
 * by slice ({@link dev.mayfly.subscription.CatchUpReader}), and records its progress in a
 * {@link dev.mayfly.eventstore.Checkpoint}. Nothing is lost, repeated or reordered, and a slow subscriber costs no
 * memory. {@link dev.mayfly.subscription.Subscriptions} wakes waiting ones when the log has grown.
 *
 * <p>Plain Java.
 */
@NullMarked
package dev.mayfly.subscription;

import org.jspecify.annotations.NullMarked;
