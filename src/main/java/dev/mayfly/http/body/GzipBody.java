package dev.mayfly.http.body;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.gzip.Gunzip;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * The compressed body of one request, inflated within limits: of the bytes that go in, and of how many times more come out.
 * How many may come out is its reader's business. For one thread at a time.
 */
final class GzipBody implements AutoCloseable {
    /** The bytes that may come out whatever has gone in: twice as many as a request may have by default. */
    static final int FREE_BYTES = 64 * 1024 * 1024;

    private final Gunzip gunzip = new Gunzip();
    private final long mostBytesIn;
    private final int ratio;
    private long bytesIn;

    /**
     * Makes a body.
     *
     * @param limitBytes the most bytes of the body, after decompression
     * @param ratio how many times the bytes that went in may come out
     */
    GzipBody(long limitBytes, int ratio) {
        this.mostBytesIn = mostCompressed(limitBytes);
        this.ratio = ratio;
    }

    /**
     * Returns the most bytes that a body may have before decompression: what is compressed is never larger than what comes out
     * but for a few bytes of framing, unless somebody sends framing alone.
     */
    static long mostCompressed(long limitBytes) {
        return limitBytes + limitBytes / 64 + 1024;
    }

    /** Returns the problem that a compressed body is over its limit. */
    static RuntimeException tooLarge(long limitBytes) {
        long most = mostCompressed(limitBytes);
        return InvalidInputException.tooLarge("", "The compressed body has more than " + most + " bytes.", most);
    }

    /**
     * Gives it the next bytes; {@link #inflate} has returned 0 before.
     *
     * @throws RuntimeException the problem that they are too many
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
     * Inflates as much as there is and fits; returns how many bytes that is, 0 if more input is needed.
     *
     * @throws RuntimeException the problem that the body is not gzip, or that too much comes out for what went in
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
     * Takes the end of the body; {@link #inflate} has returned 0 before.
     *
     * @throws RuntimeException the problem that the body is cut off
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
