package dev.mayfly.http.body;

import dev.mayfly.operation.Course;

/**
 * A receiver of a request's body, piece by piece. For one worker thread at a time; only {@link #close} may be called on
 * an event loop.
 *
 * @param <T> the result of reading the body
 */
public interface BodySink<T> extends AutoCloseable {
    /**
     * Receives the next bytes; it must not keep the array.
     *
     * @throws RuntimeException the problem that the request is answered with; the rest of the body is discarded
     */
    void take(byte[] bytes, int offset, int length);

    /**
     * Receives the end of the body, and returns the result.
     *
     * @throws RuntimeException the problem that the request is answered with
     */
    T end();

    /**
     * Returns the observer of the work on the body, which is notified when the body has arrived and reports whether the
     * work is still wanted.
     */
    default Course course() {
        return Course.NONE;
    }

    /** Releases everything; called exactly once, in every case. */
    @Override
    void close();
}
