package dev.mayfly.bench.load;

import java.nio.ByteBuffer;

/** Where a connection's requests come from. */
public interface Source {
    /** Returns the most bytes that a request takes. */
    int largestBytes();

    /** Writes the next request, and returns how many events or operations it stands for. */
    int write(ByteBuffer out);
}
