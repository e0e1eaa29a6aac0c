package dev.mayfly.http.body;

/** The whole body of a request. */
public final class RequestBody {
    private final byte[] bytes;
    private final int length;
    private final boolean onEventLoop;

    /**
     * Makes a body.
     *
     * @param bytes an array that belongs to the receiver of the body
     * @param length how many of the array's bytes, from its first, are the body
     * @param onEventLoop whether it is handed over on the event loop, where nothing may block, or else on a worker
     */
    public RequestBody(byte[] bytes, int length, boolean onEventLoop) {
        this.bytes = bytes;
        this.length = length;
        this.onEventLoop = onEventLoop;
    }

    /** Returns the array that holds the body from its first byte; it belongs to the receiver of the body. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns how many bytes the body has. */
    public int length() {
        return length;
    }

    /** Returns whether it was handed over on the event loop, where nothing may block, or else on a worker. */
    public boolean onEventLoop() {
        return onEventLoop;
    }
}
