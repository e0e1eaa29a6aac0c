package dev.mayfly.http.body;

import dev.mayfly.event.InvalidInputException;

/** A sink that takes up to a number of bytes. */
final class LimitedSink<T> extends ForwardingSink<T> {
    private final long limitBytes;
    private long takenBytes;

    LimitedSink(BodySink<T> sink, long limitBytes) {
        super(sink);
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
}
