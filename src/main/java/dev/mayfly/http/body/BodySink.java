package dev.mayfly.http.body;

import dev.mayfly.operation.Course;

/**
 * Takes the body of a request piece by piece. For one thread at a time, a worker; only {@link #close} may come from an
 * event loop.
 *
 * @param <T> what is made of the body
 */
public interface BodySink<T> extends AutoCloseable {
    /**
     * Takes the next bytes, which it does not keep.
     *
     * @throws RuntimeException the problem that the request is answered with; what comes after is thrown away
     */
    void take(byte[] bytes, int offset, int length);

    /**
     * Takes the end of the body, and returns what was made of it.
     *
     * @throws RuntimeException the problem that the request is answered with
     */
    T end();

    /**
     * Returns the follower of the work on the body, which learns when it has arrived and says whether it is still
     * wanted.
     */
    default Course course() {
        return Course.NONE;
    }

    /** Lets everything go; called once, whatever has happened. */
    @Override
    void close();
}
