package dev.mayfly.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** One connection's part of a protocol: writes requests, and finds the end of each answer. */
public interface Dialogue {
    /** Says what has to be said before the first request, and waits for the answer. */
    default void open(InputStream in, OutputStream out) throws IOException {}

    /** Returns the most bytes that a request takes. */
    int largestBytes();

    /** Writes the next request, and returns how many events or operations it stands for. */
    int request(ByteBuffer out);

    /**
     * Takes in all bytes that have come, and returns whether the answer is complete.
     *
     * @throws IllegalStateException if the answer is that of a failure
     */
    boolean answered(ByteBuffer in);
}
