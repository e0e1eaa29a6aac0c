package dev.mayfly.http.body;

import dev.mayfly.event.InvalidInputException;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * The body of one request as it arrives, counted against the request's limit and, with the memory that it takes,
 * against the common budget.
 *
 * <p>Chunks are added on the event loop; afterwards one other thread may take the whole body.
 */
final class BodyCollector {
    private static final int FIRST_INFLATED_BYTES = 16 * 1024;

    private final BodyBudget budget;
    private final String address;
    private final int limitBytes;
    /** The greatest allowed ratio of decompressed to compressed bytes, or 0 if the body is not compressed. */
    private final int gzipRatio;

    private final Pieces pieces = new Pieces();
    private long takenBytes;

    BodyCollector(BodyBudget budget, String address, int limitBytes, int gzipRatio) {
        this.budget = budget;
        this.address = address;
        this.limitBytes = limitBytes;
        this.gzipRatio = gzipRatio;
    }

    /** Returns the number of bytes that have arrived. */
    long arrivedBytes() {
        return pieces.sizeBytes();
    }

    /** Returns whether the whole body may be assembled on the event loop. */
    boolean isSmall() {
        return gzipRatio == 0 && pieces.sizeBytes() <= RequestBodies.SMALL_BYTES;
    }

    /**
     * Adds a chunk that has arrived.
     *
     * @throws RuntimeException the problem that the body is too large
     */
    void add(Buffer chunk) {
        long sizeBytes = pieces.sizeBytes() + chunk.length();
        if (gzipRatio > 0 && sizeBytes > GzipBody.mostCompressed(limitBytes)) {
            throw GzipBody.tooLarge(limitBytes);
        }
        if (gzipRatio == 0 && sizeBytes > limitBytes) {
            throw tooLarge(limitBytes);
        }
        take(pieces.add(chunk));
    }

    /**
     * Returns the whole body, inflated if need be.
     *
     * @throws RuntimeException the problem that the body is too large, or not gzip
     */
    RequestBody whole(boolean onEventLoop) {
        int length = (int) pieces.sizeBytes();
        byte[] bytes = pieces.drain();
        return gzipRatio > 0 ? inflated(bytes, length) : new RequestBody(bytes, length, onEventLoop, this::reserve);
    }

    /** Releases the reserved bytes, and drops what has arrived. */
    void release() {
        pieces.clear();
        budget.giveBack(address, takenBytes);
        takenBytes = 0;
    }

    /** Returns the problem for a body over its limit. */
    static RuntimeException tooLarge(int limitBytes) {
        return InvalidInputException.tooLarge("", "The body has more than " + limitBytes + " bytes.", limitBytes);
    }

    private void reserve(long bytes) {
        if (takenBytes + bytes > budget.mostLargeBytes()) {
            throw InvalidInputException.tooLarge(
                    "",
                    "takes more memory than the requests in flight may (mayfly.limits.requests-in-flight-size); send less"
                            + " at once",
                    budget.mostLargeBytes());
        }
        budget.take(address, bytes, false);
        takenBytes += bytes;
    }

    private RequestBody inflated(byte[] compressed, int compressedBytes) {
        take(FIRST_INFLATED_BYTES);
        byte[] bytes = new byte[FIRST_INFLATED_BYTES];
        int length = 0;
        try (GzipBody body = new GzipBody(limitBytes, gzipRatio)) {
            body.input(compressed, 0, compressedBytes);
            while (true) {
                int count = body.inflate(bytes, length, bytes.length - length);
                if (count == 0) {
                    body.end();
                    return new RequestBody(bytes, length, false, this::reserve);
                }
                length += count;
                if (length > limitBytes) {
                    throw tooLarge(limitBytes);
                }
                if (length == bytes.length) {
                    int more = (int) Math.min(length, limitBytes + 1L - length);
                    take(more);
                    bytes = Arrays.copyOf(bytes, length + more);
                }
            }
        }
    }

    private void take(int bytes) {
        budget.take(address, bytes, takenBytes + bytes <= RequestBodies.SMALL_BYTES);
        takenBytes += bytes;
    }
}
