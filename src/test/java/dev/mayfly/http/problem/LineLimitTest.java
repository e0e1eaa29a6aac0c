package dev.mayfly.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.problem.LineLimit.Turn;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How many lines of a kind get into the log. */
class LineLimitTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final LineLimit limit = new LineLimit(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void one_line_a_window_is_written_and_the_others_are_counted_once() {
        assertThat(limit.next()).isEqualTo(Turn.WRITE);
        pass(Duration.ofSeconds(10));
        assertThat(limit.next()).isEqualTo(Turn.COUNT_FIRST);
        assertThat(limit.rest()).isEqualTo(Duration.ofSeconds(50));
        for (int i = 0; i < 2_000; i++) {
            assertThat(limit.next()).isEqualTo(Turn.COUNT);
        }
        pass(limit.rest());
        assertThat(limit.take()).isEqualTo(2_001);
    }

    @Test
    void the_line_with_the_count_begins_a_window_of_its_own() {
        limit.next();
        limit.next();
        pass(LineLimit.WINDOW);
        assertThat(limit.take()).isEqualTo(1);
        assertThat(limit.next()).isEqualTo(Turn.COUNT_FIRST);
    }

    @Test
    void a_line_after_a_quiet_minute_is_written() {
        assertThat(limit.next()).isEqualTo(Turn.WRITE);
        pass(LineLimit.WINDOW);
        assertThat(limit.next()).isEqualTo(Turn.WRITE);
    }
}
