package dev.mayfly.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** How much a compressed body may be, before and after. */
class GzipBodyTest {
    private final byte[] out = new byte[64 * 1024];

    private static byte[] zeros(int length) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(new byte[length]);
        }
        return compressed.toByteArray();
    }

    private long inflated(GzipBody body) {
        long total = 0;
        for (int count = body.inflate(out, 0, out.length); count > 0; count = body.inflate(out, 0, out.length)) {
            total += count;
        }
        body.end();
        return total;
    }

    @Test
    void what_inflates_to_more_than_the_ratio_is_too_large_before_it_has_all_come_out() throws IOException {
        byte[] bomb = zeros(100_000_000);
        try (GzipBody body = new GzipBody(1L << 40, 250)) {
            body.input(bomb, 0, bomb.length);
            InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> inflated(body));
            assertThat(refused.kind()).isEqualTo(InvalidInputException.Kind.TOO_LARGE);
            assertThat(refused.limit()).isEqualTo(250);
            assertThat(refused.violations().get(0).message()).contains("mayfly.limits.gzip-ratio");
        }
        try (GzipBody body = new GzipBody(1L << 40, 1100)) {
            body.input(bomb, 0, bomb.length);
            assertThat(inflated(body)).isEqualTo(100_000_000);
        }
    }

    @Test
    void a_text_of_a_usual_request_may_compress_as_well_as_it_can() throws IOException {
        byte[] small = zeros(GzipBody.FREE_BYTES);
        try (GzipBody body = new GzipBody(1L << 40, 1)) {
            body.input(small, 0, small.length);
            assertThat(inflated(body)).isEqualTo(GzipBody.FREE_BYTES);
        }
    }

    @Test
    void empty_members_without_an_end_are_too_large() throws IOException {
        byte[] empty = zeros(0);
        try (GzipBody body = new GzipBody(1000, 250)) {
            InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> {
                while (true) {
                    body.input(empty, 0, empty.length);
                    body.inflate(out, 0, out.length);
                }
            });
            assertThat(refused.limit()).isEqualTo(GzipBody.mostCompressed(1000));
        }
    }

    @Test
    void a_body_that_is_cut_off_is_refused() throws IOException {
        byte[] whole = zeros(1000);
        try (GzipBody body = new GzipBody(1000, 250)) {
            body.input(whole, 0, whole.length - 1);
            assertThat(catchThrowableOfType(ProblemException.class, () -> inflated(body))
                            .problem()
                            .detail())
                    .contains("gzip");
        }
    }
}
