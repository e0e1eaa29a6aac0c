package dev.mayfly.gzip;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A decompressor of gzip (RFC 1952) with one or more members, from which the reader pulls bytes as from an {@link
 * Inflater}. It checks every checksum and size, and refuses anything after a member that is not another member.
 *
 * <p>The time is linear in the bytes that go in and come out, however small the pieces. The memory is constant: headers
 * are checked byte by byte and not kept. For one thread at a time.
 */
public final class Gunzip implements AutoCloseable {
    private static final int FIXED_HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private byte[] input = new byte[0];
    private int at;
    private int end;
    private Part part = Part.FIXED_HEADER;
    private int flags;
    /** The number of bytes of the current part so far; it stays at 1 in a name or comment. */
    private int partBytes;
    /** The bytes of the current part as a number, lowest byte first, if that part is one. */
    private long number;

    private int extraBytes;
    private long bytesIn;
    private long bytesOut;

    /** The parts of a member, in order. */
    private enum Part {
        FIXED_HEADER,
        EXTRA_LENGTH,
        EXTRA_FIELD,
        NAME_FIELD,
        COMMENT_FIELD,
        CHECKSUM_FIELD,
        DATA,
        TRAILER;

        static final Part[] ALL = values();
    }

    /**
     * Sets the next input. {@link #inflate} must have returned 0 for the previous one.
     *
     * @param bytes must not change until {@link #inflate} returns 0
     */
    public void input(byte[] bytes, int offset, int length) {
        input = bytes;
        at = offset;
        end = offset + length;
    }

    /**
     * Decompresses as much as the input holds and {@code length} allows, perhaps in several calls.
     *
     * @param length at least 1
     * @return the number of bytes put into {@code out}, or 0 if more input is needed
     * @throws DataFormatException if the input is not valid gzip
     */
    public int inflate(byte[] out, int offset, int length) throws DataFormatException {
        while (at < end) {
            if (part != Part.DATA) {
                bytesIn++;
                frame(input[at++] & 0xFF);
                continue;
            }
            inflater.setInput(input, at, end - at);
            int count = inflater.inflate(out, offset, length);
            int used = end - at - inflater.getRemaining();
            at += used;
            bytesIn += used;
            if (inflater.needsDictionary()) {
                throw new DataFormatException("Unexpected preset dictionary in the gzip stream");
            }
            if (inflater.finished()) {
                begin(Part.TRAILER);
            }
            if (count > 0) {
                checksum.update(out, offset, count);
                bytesOut += count;
                return count;
            }
        }
        return 0;
    }

    /**
     * Ends the input. {@link #inflate} must have returned 0 before.
     *
     * @throws DataFormatException if the last member is incomplete, or there was none
     */
    public void end() throws DataFormatException {
        if (bytesIn == 0 || part != Part.FIXED_HEADER || partBytes > 0) {
            throw new DataFormatException("Unexpected end of the gzip stream");
        }
    }

    /** Returns how many bytes of the input have been used, including headers and trailers. */
    public long bytesIn() {
        return bytesIn;
    }

    /** Returns how many bytes have been decompressed. */
    public long bytesOut() {
        return bytesOut;
    }

    /** Frees the inflater's memory. */
    @Override
    public void close() {
        inflater.end();
    }

    /** Checks the next byte of a header or trailer. */
    private void frame(int value) throws DataFormatException {
        int index = partBytes++;
        if (part == Part.TRAILER) {
            number |= (long) value << 8 * index;
            if (partBytes == TRAILER_BYTES) {
                finishMember();
            }
            return;
        }
        if (part != Part.CHECKSUM_FIELD) {
            checksum.update(value);
        }
        switch (part) {
            case FIXED_HEADER -> fixed(index, value);
            case EXTRA_LENGTH -> {
                number |= (long) value << 8 * index;
                if (partBytes == 2) {
                    extraBytes = (int) number;
                    beginNext();
                }
            }
            case EXTRA_FIELD -> {
                if (partBytes == extraBytes) {
                    beginNext();
                }
            }
            case NAME_FIELD, COMMENT_FIELD -> {
                // Not counted, because a name may have more bytes than an int can count.
                partBytes = 1;
                if (value == 0) {
                    beginNext();
                }
            }
            default -> {
                number |= (long) value << 8 * index;
                if (partBytes == 2) {
                    if (number != (checksum.getValue() & 0xFFFF)) {
                        throw new DataFormatException("Wrong checksum in a gzip header");
                    }
                    beginNext();
                }
            }
        }
    }

    private void fixed(int index, int value) throws DataFormatException {
        boolean fits = switch (index) {
            case 0 -> value == 0x1F;
            case 1 -> value == 0x8B;
            case 2 -> value == 8;
            case 3 -> (value & RESERVED) == 0;
            default -> true;
        };
        if (!fits) {
            throw new DataFormatException("Not in gzip format");
        }
        if (index == 3) {
            flags = value;
        }
        if (partBytes == FIXED_HEADER_BYTES) {
            beginNext();
        }
    }

    /** Begins the next part of the header that the flags announce, or the data. */
    private void beginNext() {
        Part next = Part.ALL[part.ordinal() + 1];
        while (!isAnnounced(next)) {
            next = Part.ALL[next.ordinal() + 1];
        }
        if (next == Part.DATA) {
            checksum.reset();
        }
        begin(next);
    }

    private boolean isAnnounced(Part next) {
        return switch (next) {
            case EXTRA_LENGTH -> (flags & EXTRA) != 0;
            case EXTRA_FIELD -> (flags & EXTRA) != 0 && extraBytes > 0;
            case NAME_FIELD -> (flags & NAME) != 0;
            case COMMENT_FIELD -> (flags & COMMENT) != 0;
            case CHECKSUM_FIELD -> (flags & HEADER_CHECKSUM) != 0;
            default -> true;
        };
    }

    private void begin(Part next) {
        part = next;
        partBytes = 0;
        number = 0;
    }

    private void finishMember() throws DataFormatException {
        if ((number & 0xFFFF_FFFFL) != checksum.getValue()
                || number >>> 32 != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new DataFormatException("Wrong checksum or size in a gzip trailer");
        }
        inflater.reset();
        checksum.reset();
        begin(Part.FIXED_HEADER);
    }
}
