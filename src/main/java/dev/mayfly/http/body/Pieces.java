package dev.mayfly.http.body;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of a body in the order of their arrival. Small chunks are copied together, so that a body takes about as
 * much memory as it has bytes, however its client cuts it up. For one thread at a time.
 */
final class Pieces {
    /** From this size on, a chunk is kept as it is; what it takes besides its bytes does not matter then. */
    private static final int LARGE_BYTES = 4 * 1024;

    private static final int SMALLEST_BLOCK_BYTES = 512;
    private static final int LARGEST_BLOCK_BYTES = 16 * 1024;
    private static final byte[] NONE = {};

    private final List<Buffer> pieces = new ArrayList<>(1);
    /** What comes after the pieces. */
    private byte[] block = NONE;

    private int blockBytes;
    private long sizeBytes;

    /** Returns the number of bytes. */
    long sizeBytes() {
        return sizeBytes;
    }

    /** Adds a chunk, and returns how many bytes of memory that takes. */
    int add(Buffer chunk) {
        int length = chunk.length();
        sizeBytes += length;
        if (length >= LARGE_BYTES) {
            close();
            pieces.add(chunk);
            return length;
        }
        if (blockBytes + length > LARGEST_BLOCK_BYTES) {
            close();
        }
        int takenBytes = 0;
        if (blockBytes + length > block.length) {
            int grown = block.length == 0 && pieces.isEmpty()
                    ? length
                    : Math.min(LARGEST_BLOCK_BYTES, Math.max(SMALLEST_BLOCK_BYTES, 2 * (blockBytes + length)));
            takenBytes = grown - block.length;
            block = Arrays.copyOf(block, grown);
        }
        chunk.getBytes(block, blockBytes);
        blockBytes += length;
        return takenBytes;
    }

    /** Returns all bytes in an array that may have room after them, and forgets them. */
    byte[] drain() {
        byte[] bytes = pieces.isEmpty() ? block : joined();
        clear();
        return bytes;
    }

    /** Forgets the bytes. */
    void clear() {
        pieces.clear();
        block = NONE;
        blockBytes = 0;
        sizeBytes = 0;
    }

    private void close() {
        if (blockBytes > 0) {
            pieces.add(Buffer.buffer(block).slice(0, blockBytes));
            block = NONE;
            blockBytes = 0;
        }
    }

    private byte[] joined() {
        byte[] bytes = new byte[(int) sizeBytes];
        int at = 0;
        for (Buffer piece : pieces) {
            piece.getBytes(bytes, at);
            at += piece.length();
        }
        System.arraycopy(block, 0, bytes, at, blockBytes);
        return bytes;
    }
}
