package dev.mayfly.http.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PiecesTest {
    private static final int BODY_BYTES = 1_000_000;

    /** Chooses the size of the next chunk. */
    interface Cut {
        int next(int index, Random random);
    }

    static Stream<Cut> cuts() {
        return Stream.of(
                (index, random) -> 1,
                (index, random) -> 1 + index % 2 * 4094,
                (index, random) -> 1 + index % 2 * 4095,
                (index, random) -> 1448,
                (index, random) -> 4095,
                (index, random) -> 8192,
                (index, random) -> random.nextInt(9000),
                (index, random) -> random.nextInt(30),
                (index, random) -> BODY_BYTES);
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void the_bytes_come_out_as_they_went_in_however_they_are_cut(Cut cut) {
        byte[] body = body();
        Pieces pieces = new Pieces();

        add(pieces, body, cut);

        assertThat(pieces.sizeBytes()).isEqualTo(BODY_BYTES);
        assertThat(Arrays.copyOf(pieces.drain(), BODY_BYTES)).isEqualTo(body);
        assertThat(pieces.sizeBytes()).isZero();
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void a_body_is_counted_with_at_least_its_bytes_and_at_most_twice_as_many(Cut cut) {
        long takenBytes = add(new Pieces(), body(), cut);

        assertThat(takenBytes).isBetween((long) BODY_BYTES, 2L * BODY_BYTES);
    }

    @Test
    void what_comes_in_packets_of_a_network_takes_little_more_than_its_bytes() {
        assertThat(add(new Pieces(), body(), (index, random) -> 1448)).isLessThan(BODY_BYTES * 105L / 100);
    }

    @Test
    void a_body_of_one_small_chunk_takes_its_bytes_and_no_more() {
        Pieces pieces = new Pieces();

        assertThat(pieces.add(Buffer.buffer("one"))).isEqualTo(3);
        assertThat(pieces.drain()).hasSize(3);
    }

    private static byte[] body() {
        byte[] body = new byte[BODY_BYTES];
        new Random(1).nextBytes(body);
        return body;
    }

    private static long add(Pieces pieces, byte[] body, Cut cut) {
        Random random = new Random(2);
        long takenBytes = 0;
        int index = 0;
        for (int at = 0; at < body.length; index++) {
            int length = Math.min(cut.next(index, random), body.length - at);
            takenBytes += pieces.add(Buffer.buffer(Arrays.copyOfRange(body, at, at + length)));
            at += length;
        }
        return takenBytes;
    }
}
