package dev.mayfly.search.redis;

import dev.mayfly.search.PageKey;
import dev.mayfly.search.SearchPage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a page outside this process: a mark and a version, the whole key, the page, and a CRC-32C of all that,
 * so that anything but the key's own page is rejected.
 */
final class PageCodec {
    private static final int MAGIC_AND_VERSION = 'M' << 24 | 'F' << 16 | 'P' << 8 | 1;
    private static final int CHECKSUM_BYTES = 4;
    /** The mark, the key's length, whether it has lines, the next mark, the text's length, the checksum. */
    private static final int FRAME_BYTES = 4 + 4 + 1 + 8 + 4 + CHECKSUM_BYTES;

    private PageCodec() {}

    /** Returns a page as bytes. */
    static byte[] bytes(PageKey key, SearchPage page, byte[] text) {
        byte[] keyBytes = key.toByteArray();
        ByteBuffer out = ByteBuffer.allocate(FRAME_BYTES + keyBytes.length + text.length);
        out.putInt(MAGIC_AND_VERSION).putInt(keyBytes.length).put(keyBytes);
        out.put((byte) (page.hasLines() ? 1 : 0)).putLong(page.nextMark());
        out.putInt(text.length).put(text);
        out.putInt(checksum(out.array(), out.position()));
        return out.array();
    }

    /** Returns the page for a key in the bytes, or null if they contain anything else. */
    static @Nullable SearchPage page(PageKey key, byte[] bytes) {
        byte[] keyBytes = key.toByteArray();
        int textBytes = bytes.length - FRAME_BYTES - keyBytes.length;
        if (textBytes < 0) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        boolean ofKey = in.getInt() == MAGIC_AND_VERSION
                && in.getInt() == keyBytes.length
                && Arrays.equals(bytes, in.position(), in.position() + keyBytes.length, keyBytes, 0, keyBytes.length);
        int sumAt = bytes.length - CHECKSUM_BYTES;
        if (!ofKey || in.getInt(sumAt) != checksum(bytes, sumAt)) {
            return null;
        }
        in.position(in.position() + keyBytes.length);
        boolean lines = in.get() == 1;
        long nextMark = in.getLong();
        if (in.getInt() != textBytes) {
            return null;
        }
        return SearchPage.of(lines, nextMark, Arrays.copyOfRange(bytes, in.position(), sumAt));
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }
}
