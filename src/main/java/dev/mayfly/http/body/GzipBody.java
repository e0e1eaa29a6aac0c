package dev.mayfly.http.body;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.gzip.Gunzip;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * The compressed body of one request, inflated within two limits: the number of compressed bytes, and the ratio of
 * decompressed to compressed bytes. The reader limits the number of decompressed bytes. For one thread at a time.
 */
final class GzipBody implements AutoCloseable {
    /** The number of decompressed bytes to which the ratio does not apply: twice a request's default limit. */
    static final int FREE_BYTES = 64 * 1024 * 1024;

    private final Gunzip gunzip = new Gunzip();
    private final long mostBytesIn;
    private final int ratio;
    private long bytesIn;

    /**
     * Makes a body.
     *
     * @param limitBytes the most bytes of the body, after decompression
     * @param ratio the greatest allowed ratio of decompressed to compressed bytes
     */
    GzipBody(long limitBytes, int ratio) {
        this.mostBytesIn = mostCompressed(limitBytes);
        this.ratio = ratio;
    }

    /**
     * Returns the most bytes that a body may have before decompression. Compressed data exceeds its decompressed size
     * only by a few bytes of framing, unless a client sends nothing but framing.
     */
    static long mostCompressed(long limitBytes) {
        return limitBytes + limitBytes / 64 + 1024;
    }

    /** Returns the problem for a compressed body over its limit. */
    static RuntimeException tooLarge(long limitBytes) {
        long most = mostCompressed(limitBytes);
        return InvalidInputException.tooLarge("", "The compressed body has more than " + most + " bytes.", most);
    }

    /**
     * Sets the next input; {@link #inflate} must have returned 0 before.
     *
     * @throws RuntimeException the problem that there are too many
     */
    void input(byte[] bytes, int offset, int length) {
        bytesIn += length;
        if (bytesIn > mostBytesIn) {
            throw InvalidInputException.tooLarge(
                    "", "The compressed body has more than " + mostBytesIn + " bytes.", mostBytesIn);
        }
        gunzip.input(bytes, offset, length);
    }

    /**
     * Inflates as much of the input as fits; returns the number of bytes written, 0 if more input is needed.
     *
     * @throws RuntimeException the problem that the body is not gzip, or exceeds the ratio
     */
    int inflate(byte[] out, int offset, int length) {
        int count;
        try {
            count = gunzip.inflate(out, offset, length);
        } catch (DataFormatException notGzip) {
            throw notGzip();
        }
        if (gunzip.bytesOut() > FREE_BYTES && gunzip.bytesOut() / ratio > gunzip.bytesIn()) {
            throw InvalidInputException.tooLarge(
                    "",
                    "The compressed body inflates to more than " + ratio
                            + " times its size. The setting mayfly.limits.gzip-ratio raises that limit.",
                    ratio);
        }
        return count;
    }

    /**
     * Ends the body; {@link #inflate} must have returned 0 before.
     *
     * @throws RuntimeException the problem that the body is truncated
     */
    void end() {
        try {
            gunzip.end();
        } catch (DataFormatException notGzip) {
            throw notGzip();
        }
    }

    @Override
    public void close() {
        gunzip.close();
    }

    private static RuntimeException notGzip() {
        return Problem.of(ProblemType.INVALID_REQUEST, "The body is not valid gzip, which Content-Encoding announces.")
                .with(
                        "violations",
                        List.of(new InvalidInputException.Violation(
                                "Content-Encoding", "must match the body, which is not gzip")))
                .exception();
    }
}
