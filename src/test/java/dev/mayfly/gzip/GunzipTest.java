package dev.mayfly.gzip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
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
        byte[] chunk = new byte[1000];
        try (Gunzip gunzip = new Gunzip()) {
            for (int at = 0; at < compressed.length; at += pieceBytes) {
                gunzip.input(compressed, at, Math.min(pieceBytes, compressed.length - at));
                for (int count = gunzip.inflate(chunk, 7, 900); count > 0; count = gunzip.inflate(chunk, 7, 900)) {
                    out.write(chunk, 7, count);
                }
            }
            gunzip.end();
            assertThat(gunzip.bytesIn()).isEqualTo(compressed.length);
            assertThat(gunzip.bytesOut()).isEqualTo(out.size());
        }
        return out.toByteArray();
    }

    /** Returns a member whose header has an extra field and a name, each of so many bytes. */
    private static byte[] withHeader(int bytes, byte[] text) {
        byte[] plain = gzip(text);
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 4 | 8;
        byte[] name = new byte[bytes + 1];
        Arrays.fill(name, 0, bytes, (byte) 'n');
        byte[] length = {(byte) bytes, (byte) (bytes >> 8)};
        return joined(header, length, new byte[bytes], name, Arrays.copyOfRange(plain, 10, plain.length));
    }

    /** Returns how many bytes this thread allocates to inflate something byte by byte. */
    private static long allocated(byte[] compressed) throws DataFormatException {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] chunk = new byte[1000];
        try (Gunzip gunzip = new Gunzip()) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int at = 0; at < compressed.length; at++) {
                gunzip.input(compressed, at, 1);
                while (gunzip.inflate(chunk, 0, chunk.length) > 0) {
                    // What comes out is counted.
                }
            }
            gunzip.end();
            return threads.getCurrentThreadAllocatedBytes() - before;
        }
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
        byte[] optional = {3, 0, 1, 2, 3, 'n', 'a', 'm', 'e', 0, 'n', 'o', 't', 'e', 0};
        CRC32 crc = new CRC32();
        crc.update(header);
        crc.update(optional);
        byte[] checksum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        byte[] compressed = joined(header, optional, checksum, rest);
        for (int pieceBytes : new int[] {1, 3, 1000}) {
            assertThat(inflated(compressed, pieceBytes)).isEqualTo(text(500));
        }
        checksum[0]++;
        assertThatThrownBy(() -> inflated(joined(header, optional, checksum, rest), 100))
                .isInstanceOf(DataFormatException.class);
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
    void an_extra_field_of_no_bytes_is_passed_over() throws DataFormatException {
        assertThat(inflated(withHeader(0, text(20)), 1)).isEqualTo(text(20));
    }

    @Test
    void a_long_header_that_comes_byte_by_byte_is_not_copied() throws DataFormatException {
        byte[] compressed = withHeader(65_535, text(100));
        assertThat(inflated(compressed, 1)).isEqualTo(text(100));
        assertThat(allocated(compressed)).isLessThan(10L * compressed.length);
    }

    @Test
    void twenty_thousand_empty_members_are_passed_over() throws DataFormatException {
        byte[] empty = gzip(new byte[0]);
        byte[] compressed = new byte[20_000 * empty.length];
        for (int at = 0; at < compressed.length; at += empty.length) {
            System.arraycopy(empty, 0, compressed, at, empty.length);
        }
        assertThat(inflated(joined(compressed, gzip(text(50))), 1 << 20)).isEqualTo(text(50));
    }

    @Test
    void what_is_after_the_last_member_is_refused() {
        for (String garbage : new String[] {"\0", "{}", "\u001f", "\u001f\u008b\u0008"}) {
            byte[] compressed = joined(gzip(text(300)), garbage.getBytes(StandardCharsets.ISO_8859_1));
            assertThatThrownBy(() -> inflated(compressed, 64)).isInstanceOf(DataFormatException.class);
        }
    }

    @Test
    void a_stream_reads_all_members_and_refuses_what_is_cut_off() throws IOException {
        byte[] compressed = joined(gzip(text(100_000)), gzip(new byte[0]), gzip(text(10)));
        try (InputStream in = new GunzipStream(new ByteArrayInputStream(compressed), 512)) {
            assertThat(in.read()).isEqualTo(text(100_000)[0] & 0xFF);
            assertThat(in.readAllBytes()).hasSize(100_009).endsWith(text(10));
            assertThat(in.read()).isEqualTo(-1);
        }
        byte[] part = Arrays.copyOf(compressed, compressed.length - 1);
        try (InputStream in = new GunzipStream(new ByteArrayInputStream(part), 512)) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(ZipException.class);
        }
    }

    @Test
    void plain_text_is_refused_at_its_first_byte() {
        try (Gunzip gunzip = new Gunzip()) {
            gunzip.input(new byte[] {'{'}, 0, 1);
            assertThatThrownBy(() -> gunzip.inflate(new byte[1], 0, 1)).isInstanceOf(DataFormatException.class);
        }
    }
}
