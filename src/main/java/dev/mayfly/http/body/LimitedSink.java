package dev.mayfly.http.body;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.operation.Course;

/** A sink that accepts up to a number of bytes. */
final class LimitedSink<T> implements BodySink<T> {
    private final BodySink<T> sink;
    private final long limitBytes;
    private long takenBytes;

    LimitedSink(BodySink<T> sink, long limitBytes) {
        this.sink = sink;
        this.limitBytes = limitBytes;
    }

    /** Returns the problem for a body over its limit. */
    static RuntimeException tooLarge(long limitBytes) {
        return InvalidInputException.tooLarge("", "The body has more than " + limitBytes + " bytes.", limitBytes);
    }

    @Override
    public void take(byte[] bytes, int offset, int length) {
        takenBytes += length;
        if (takenBytes > limitBytes) {
            throw tooLarge(limitBytes);
        }
        sink.take(bytes, offset, length);
    }

    @Override
    public T end() {
        return sink.end();
    }

    @Override
    public Course course() {
        return sink.course();
    }

    @Override
    public void close() {
        sink.close();
    }
}
