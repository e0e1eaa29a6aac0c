package dev.mayfly.http.body;

import java.util.function.LongConsumer;

/** The whole body of a request. */
public final class RequestBody {
    private final byte[] bytes;
    private final int length;
    private final boolean onEventLoop;
    private final LongConsumer reserve;

    /**
     * Makes a body.
     *
     * @param bytes the array with the body, which the receiver owns
     * @param length the length of the body, which starts at the array's first byte
     * @param onEventLoop whether it is delivered on the event loop, where nothing may block, rather than on a worker
     * @param reserve takes bytes from the budget that the body itself is counted in
     */
    public RequestBody(byte[] bytes, int length, boolean onEventLoop, LongConsumer reserve) {
        this.bytes = bytes;
        this.length = length;
        this.onEventLoop = onEventLoop;
        this.reserve = reserve;
    }

    /**
     * Reserves memory for what is made of the body, until the request's work is over.
     *
     * @throws RuntimeException the problem that the client's address has its share of it, that others leave too little, or
     *     that the request would need more than there is
     */
    public void reserve(long moreBytes) {
        reserve.accept(moreBytes);
    }

    /** Returns the array that contains the body from its first byte; the receiver owns it. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the length of the body in bytes. */
    public int length() {
        return length;
    }

    /** Returns whether it was delivered on the event loop, where nothing may block, rather than on a worker. */
    public boolean onEventLoop() {
        return onEventLoop;
    }
}
