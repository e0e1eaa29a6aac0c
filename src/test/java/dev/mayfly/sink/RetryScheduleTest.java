package dev.mayfly.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {
    private final Random random = new Random(1);

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 200", "3, 400", "7, 6400", "8, 10000", "100000, 10000"})
    void pauses_double_up_to_the_longest_and_differ_by_chance(int failures, long millis) {
        RetrySchedule schedule = new RetrySchedule(Duration.ofMillis(100), Duration.ofSeconds(10), 3);
        long nanos = Duration.ofMillis(millis).toNanos();
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 1_000; i++) {
            long pause = schedule.pauseNanos(failures, random);
            least = Math.min(least, pause);
            most = Math.max(most, pause);
        }
        assertThat(least).isBetween(nanos / 2, nanos * 55 / 100);
        assertThat(most).isBetween(nanos * 95 / 100, nanos);
    }

    @Test
    void there_may_be_no_pause_at_all() {
        RetrySchedule schedule = new RetrySchedule(Duration.ZERO, Duration.ZERO, 1);
        assertThat(schedule.pauseNanos(5, random)).isZero();
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> new RetrySchedule(Duration.ofSeconds(2), Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetrySchedule(Duration.ofSeconds(1), Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
