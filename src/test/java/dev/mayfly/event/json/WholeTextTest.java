package dev.mayfly.event.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WholeTextTest {
    private static final int PIECE = 64 * 1024;

    private static JsonBuffer text(int bytes) {
        return JsonBuffer.of("x".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void a_text_counts_what_is_left_of_it_and_the_next_piece() {
        WholeText text = WholeText.of(text(10), text(1_000_000), text(20));
        assertThat(text.nextBytes(PIECE)).isEqualTo(1_000_030 + PIECE);
        JsonBuffer out = new JsonBuffer(PIECE);
        assertThat(text.writeTo(out, PIECE)).isFalse();
        assertThat(text.nextBytes(PIECE)).isEqualTo(1_000_030);
        boolean whole = false;
        while (!whole) {
            whole = text.writeTo(out, PIECE);
        }
        assertThat(out.size()).isEqualTo(1_000_030);
        assertThat(text.nextBytes(PIECE)).isZero();
    }

    @Test
    void a_short_text_counts_itself_and_its_copy() {
        assertThat(WholeText.of(text(100)).nextBytes(PIECE)).isEqualTo(200);
    }
}
