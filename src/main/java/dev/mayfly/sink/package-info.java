/**
 * Forwarding new events to a receiver elsewhere: each event as a CloudEvent, those of an aggregate in order, at least
 * once.
 *
 * <p>A {@link dev.mayfly.sink.Forwarder} follows a store. Events that it has read and not finished are in a
 * {@link dev.mayfly.sink.Window}, as positions alone, and the window's size bounds how far it reads. A
 * {@link dev.mayfly.sink.Sender} sends single events and reports the outcome
 * ({@link dev.mayfly.sink.Outcome}). Everything happens on a {@link dev.mayfly.sink.Loop}, one thing at a time.
 *
 * <p>Plain Java; how events are sent over HTTP is in {@code sink.http}.
 */
@NullMarked
package dev.mayfly.sink;

import org.jspecify.annotations.NullMarked;
