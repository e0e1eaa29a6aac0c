package dev.mayfly.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Gzip that comes in pieces. */
class GunzipTest {
    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] inflated(byte[] compressed, int pieceBytes) throws DataFormatException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Gunzip gunzip = new Gunzip(out::write)) {
            for (int at = 0; at < compressed.length; at += pieceBytes) {
                gunzip.take(compressed, at, Math.min(pieceBytes, compressed.length - at));
            }
            gunzip.end();
        }
        return out.toByteArray();
    }

    /** Returns bytes, half of them repeating what was before. */
    private static byte[] text(int length) {
        byte[] bytes = new byte[length];
        Random random = new Random(length);
        for (int i = 0; i < length; i++) {
            bytes[i] = i > 100 && random.nextBoolean() ? bytes[i - 100] : (byte) random.nextInt();
        }
        return bytes;
    }

    @Test
    void it_comes_out_as_it_went_in_whatever_the_pieces() throws DataFormatException {
        for (int length : new int[] {0, 1, 1000, 300_000}) {
            byte[] text = text(length);
            byte[] compressed = gzip(text);
            for (int pieceBytes : new int[] {1, 7, 4096, 1 << 20}) {
                assertThat(inflated(compressed, pieceBytes)).isEqualTo(text);
            }
        }
    }

    @Test
    void several_members_are_one_text() throws DataFormatException {
        byte[] compressed = joined(gzip(text(1000)), gzip(new byte[0]), gzip(text(2000)));
        for (int pieceBytes : new int[] {1, 500, 1 << 20}) {
            assertThat(inflated(compressed, pieceBytes)).isEqualTo(joined(text(1000), text(2000)));
        }
    }

    @Test
    void every_part_of_a_header_is_passed_over() throws DataFormatException {
        byte[] plain = gzip(text(500));
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 2 | 4 | 8 | 16;
        byte[] optional = {3, 0, 1, 2, 3, 'n', 'a', 'm', 'e', 0, 'n', 'o', 't', 'e', 0, 17, 18};
        byte[] compressed = joined(header, optional, Arrays.copyOfRange(plain, 10, plain.length));
        for (int pieceBytes : new int[] {1, 3, 1000}) {
            assertThat(inflated(compressed, pieceBytes)).isEqualTo(text(500));
        }
    }

    @Test
    void what_is_cut_off_is_refused() {
        byte[] compressed = gzip(text(300));
        for (int length = 0; length < compressed.length; length++) {
            byte[] part = Arrays.copyOf(compressed, length);
            assertThatThrownBy(() -> inflated(part, 64)).isInstanceOf(DataFormatException.class);
        }
        byte[] second = joined(compressed, Arrays.copyOf(compressed, 5));
        assertThatThrownBy(() -> inflated(second, 64)).isInstanceOf(DataFormatException.class);
    }

    @Test
    void what_is_changed_is_refused_or_comes_out_the_same() throws DataFormatException {
        byte[] text = text(300);
        byte[] compressed = gzip(text);
        for (int i = 0; i < 8 * compressed.length; i++) {
            byte[] changed = compressed.clone();
            changed[i / 8] ^= (byte) (1 << i % 8);
            try {
                // Some bits mean nothing, such as the time in a header and the system that wrote it.
                assertThat(inflated(changed, 1000)).isEqualTo(text);
            } catch (DataFormatException refused) {
                assertThat(refused).isNotNull();
            }
        }
    }

    @Test
    void the_checksum_is_that_of_the_text() throws DataFormatException {
        byte[] compressed = gzip(text(300));
        CRC32 crc = new CRC32();
        crc.update(text(300));
        assertThat(compressed[compressed.length - 8] & 0xFF).isEqualTo((int) (crc.getValue() & 0xFF));
        byte[] wrongSize = compressed.clone();
        wrongSize[compressed.length - 4]++;
        assertThatThrownBy(() -> inflated(wrongSize, 50)).isInstanceOf(DataFormatException.class);
    }

    @Test
    void plain_text_is_refused_at_its_first_byte() {
        try (Gunzip gunzip = new Gunzip((bytes, offset, length) -> {})) {
            assertThatThrownBy(() -> gunzip.take(new byte[] {'{'}, 0, 1)).isInstanceOf(DataFormatException.class);
        }
    }
}
