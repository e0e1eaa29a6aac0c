package dev.mayfly.rest;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.rest.problem.Problem;
import dev.mayfly.rest.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The body of one request as it arrives: a list of chunks, counted against the request's limit and the budget of all.
 *
 * <p>Chunks are added on the event loop; afterwards one other thread may take the whole.
 */
final class BodyCollector {
    private static final int FIRST_INFLATED_BYTES = 16 * 1024;

    private final BodyBudget budget;
    private final int limitBytes;
    private final boolean gzip;
    private final List<Buffer> chunks = new ArrayList<>(1);
    private long sizeBytes;
    private long takenBytes;

    BodyCollector(BodyBudget budget, int limitBytes, boolean gzip) {
        this.budget = budget;
        this.limitBytes = limitBytes;
        this.gzip = gzip;
    }

    /** Returns whether the whole can be made of it on the event loop. */
    boolean isSmall() {
        return !gzip && sizeBytes <= RequestBodies.SMALL_BYTES;
    }

    /**
     * Adds what has arrived.
     *
     * @throws RuntimeException the problem that it is too much
     */
    void add(Buffer chunk) {
        sizeBytes += chunk.length();
        // What is compressed is never larger than what comes out, but for a few bytes of framing.
        if (sizeBytes > (gzip ? limitBytes + limitBytes / 64L + 1024 : limitBytes)) {
            throw tooLarge(limitBytes);
        }
        take(chunk.length());
        chunks.add(chunk);
    }

    /**
     * Returns the whole body, inflated if need be.
     *
     * @throws RuntimeException the problem that it is too much, or not gzip
     */
    RequestBody whole(boolean onEventLoop) {
        byte[] bytes = chunks.size() == 1 ? chunks.get(0).getBytes() : joined();
        chunks.clear();
        return gzip ? inflated(bytes) : new RequestBody(bytes, bytes.length, onEventLoop);
    }

    /** Gives everything back to the budget, and forgets the chunks. */
    void release() {
        chunks.clear();
        budget.giveBack(takenBytes);
        takenBytes = 0;
    }

    /** Returns the problem that a body is over its limit. */
    static RuntimeException tooLarge(int limitBytes) {
        return InvalidInputException.tooLarge("", "The body has more than " + limitBytes + " bytes.", limitBytes);
    }

    /** Returns the problem that a body is not what it says. */
    static RuntimeException notGzip() {
        return Problem.of(ProblemType.INVALID_REQUEST, "The body is not the gzip that Content-Encoding says it is.")
                .with(
                        "violations",
                        List.of(new InvalidInputException.Violation(
                                "Content-Encoding", "is gzip, and the body is not")))
                .exception();
    }

    private byte[] joined() {
        byte[] bytes = new byte[(int) sizeBytes];
        int at = 0;
        for (Buffer chunk : chunks) {
            chunk.getBytes(bytes, at);
            at += chunk.length();
        }
        return bytes;
    }

    private RequestBody inflated(byte[] compressed) {
        take(FIRST_INFLATED_BYTES);
        byte[] bytes = new byte[FIRST_INFLATED_BYTES];
        int length = 0;
        try (InputStream inflater = new GZIPInputStream(new ByteArrayInputStream(compressed), 8192)) {
            while (true) {
                int read = inflater.read(bytes, length, bytes.length - length);
                if (read < 0) {
                    return new RequestBody(bytes, length, false);
                }
                length += read;
                if (length > limitBytes) {
                    throw tooLarge(limitBytes);
                }
                if (length == bytes.length) {
                    int more = (int) Math.min(length, limitBytes + 1L - length);
                    take(more);
                    bytes = Arrays.copyOf(bytes, length + more);
                }
            }
        } catch (IOException notGzip) {
            throw notGzip();
        }
    }

    private void take(int bytes) {
        if (!budget.take(bytes)) {
            throw Problem.throttled("The server holds as many request bodies as it may.", 1)
                    .exception();
        }
        takenBytes += bytes;
    }
}
