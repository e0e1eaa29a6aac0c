package dev.mayfly.eventstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event ids of version 7. */
class UuidGeneratorTest {
    private static final long SEED = 4711;
    private static final long NOW = 1_700_000_000_123_456_789L;

    private final UuidGenerator uuids = new UuidGenerator(SEED);

    private Key next(long nowNanos) {
        Key key = new Key();
        uuids.next(nowNanos, key, 1);
        return key;
    }

    /** Returns the time in an id, in units of 1/4096 ms. */
    private static long ticks(Key key) {
        return key.high() >>> 16 << 12 | key.high() & 0xFFF;
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 999_999, 1_000_000, 499_999_999, NOW, NOW + 1_000, Long.MAX_VALUE})
    void an_id_has_the_milliseconds_and_the_fraction_of_one_in_front_of_random_bits(long now) {
        Key key = next(now);
        assertThat(key.high() >>> 16).isEqualTo(now / 1_000_000);
        assertThat(key.high() >>> 12 & 0xF).isEqualTo(7);
        assertThat(key.high() & 0xFFF).isEqualTo(now % 1_000_000 * 4096 / 1_000_000);
        assertThat(key.low()).isEqualTo(1L << 63 | new SplittableRandom(SEED).nextLong() >>> 2);
        assertThat(key.isUuid()).isTrue();
        assertThat(key.hash()).isEqualTo(Key.hash(key.high(), key.low(), 1));
    }

    @Test
    void the_random_bits_are_others_each_time() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 1000; i++) {
            assertThat(next(NOW).low()).isEqualTo(1L << 63 | random.nextLong() >>> 2);
        }
    }

    @Test
    void each_id_is_one_step_after_the_last_one_while_the_clock_stands_still_or_goes_back() {
        long before = ticks(next(NOW));
        for (int i = 0; i < 10_000; i++) {
            long now = ticks(next(i % 3 == 0 ? NOW - i : NOW));
            assertThat(now).isEqualTo(before + 1);
            before = now;
        }
        assertThat(ticks(next(NOW + 3_600_000_000_000L))).isGreaterThan(before + 3_600_000L * 4000);
    }

    @Test
    void a_time_before_1970_counts_as_1970() {
        assertThat(ticks(next(-1_000_000_000))).isBetween(0L, 4095L);
        assertThat(ticks(next(-2_000_000_000))).isBetween(1L, 4096L);
    }
}
