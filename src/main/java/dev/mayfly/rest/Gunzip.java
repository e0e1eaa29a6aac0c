package dev.mayfly.rest;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates gzip (RFC 1952) that comes in pieces, of one member or several, and checks each member's checksum and size. For
 * one thread at a time.
 */
final class Gunzip implements AutoCloseable {
    /** Takes what comes out. */
    interface Output {
        void take(byte[] bytes, int offset, int length);
    }

    private static final int OUTPUT_BYTES = 64 * 1024;
    private static final int FIXED_HEADER_BYTES = 10;
    private static final int MOST_HEADER_BYTES = 64 * 1024;
    private static final int TRAILER_BYTES = 8;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final Output output;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] out = new byte[OUTPUT_BYTES];
    /** What has come of a header or trailer. */
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();

    private Part part = Part.HEADER;
    private boolean begun;

    private enum Part {
        HEADER,
        DATA,
        TRAILER
    }

    Gunzip(Output output) {
        this.output = output;
    }

    /**
     * Inflates the next bytes.
     *
     * @throws DataFormatException if they are not gzip
     */
    void take(byte[] bytes, int offset, int length) throws DataFormatException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            begun = true;
            switch (part) {
                case HEADER -> {
                    frame.write(bytes[at++]);
                    if (isWholeHeader(frame.toByteArray(), frame.size())) {
                        frame.reset();
                        part = Part.DATA;
                    }
                }
                case DATA -> at = inflate(bytes, at, end);
                case TRAILER -> {
                    frame.write(bytes[at++]);
                    if (frame.size() == TRAILER_BYTES) {
                        finishMember(frame.toByteArray());
                    }
                }
            }
        }
    }

    /**
     * Takes the end.
     *
     * @throws DataFormatException if a member is not at its end, or there was none
     */
    void end() throws DataFormatException {
        if (!begun || part != Part.HEADER || frame.size() > 0) {
            throw new DataFormatException("unexpected end");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    private int inflate(byte[] bytes, int from, int end) throws DataFormatException {
        inflater.setInput(bytes, from, end - from);
        while (true) {
            int count = inflater.inflate(out);
            if (count > 0) {
                checksum.update(out, 0, count);
                output.take(out, 0, count);
            } else if (inflater.finished()) {
                part = Part.TRAILER;
                return end - inflater.getRemaining();
            } else if (inflater.needsDictionary()) {
                throw new DataFormatException("a preset dictionary");
            } else {
                return end;
            }
        }
    }

    private void finishMember(byte[] trailer) throws DataFormatException {
        if (number(trailer, 0) != checksum.getValue()
                || number(trailer, 4) != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new DataFormatException("a wrong checksum");
        }
        inflater.reset();
        checksum.reset();
        frame.reset();
        part = Part.HEADER;
    }

    private static boolean isWholeHeader(byte[] header, int length) throws DataFormatException {
        if (length >= 1 && header[0] != 0x1F
                || length >= 2 && header[1] != (byte) 0x8B
                || length >= 3 && header[2] != 8
                || length >= 4 && (header[3] & RESERVED) != 0
                || length > MOST_HEADER_BYTES) {
            throw new DataFormatException("not gzip");
        }
        if (length < FIXED_HEADER_BYTES) {
            return false;
        }
        int flags = header[3];
        int at = FIXED_HEADER_BYTES;
        if ((flags & EXTRA) != 0) {
            if (length < at + 2) {
                return false;
            }
            at += 2 + (header[at] & 0xFF | (header[at + 1] & 0xFF) << 8);
        }
        if ((flags & NAME) != 0) {
            at = behindZero(header, at, length);
        }
        if ((flags & COMMENT) != 0) {
            at = behindZero(header, at, length);
        }
        at += (flags & HEADER_CHECKSUM) != 0 ? 2 : 0;
        return length >= at;
    }

    /** Returns the index behind the next zero byte, or one that is never reached if there is none yet. */
    private static int behindZero(byte[] header, int from, int length) {
        for (int i = from; i < length; i++) {
            if (header[i] == 0) {
                return i + 1;
            }
        }
        return MOST_HEADER_BYTES * 2;
    }

    private static long number(byte[] bytes, int from) {
        return bytes[from] & 0xFFL
                | (bytes[from + 1] & 0xFFL) << 8
                | (bytes[from + 2] & 0xFFL) << 16
                | (bytes[from + 3] & 0xFFL) << 24;
    }
}
