package dev.mayfly.http.body;

/** The whole body of a request. */
public final class RequestBody {
    private final byte[] bytes;
    private final int length;
    private final boolean onEventLoop;

    /**
     * Makes a body.
     *
     * @param bytes the array with the body, which the receiver owns
     * @param length the length of the body, which starts at the array's first byte
     * @param onEventLoop whether it is delivered on the event loop, where nothing may block, rather than on a worker
     */
    public RequestBody(byte[] bytes, int length, boolean onEventLoop) {
        this.bytes = bytes;
        this.length = length;
        this.onEventLoop = onEventLoop;
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
