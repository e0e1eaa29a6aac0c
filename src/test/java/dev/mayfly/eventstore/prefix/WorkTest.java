package dev.mayfly.eventstore.prefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.InvalidInputException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkTest {
    @Test
    void all_steps_up_to_the_limit_can_be_paid_for_and_none_after_it() {
        for (int limit : new int[] {1, 2, 1 << 14, 100_000}) {
            Work work = new Work(limit, () -> false);
            for (int i = 0; i < limit; i++) {
                work.pay(1);
            }
            assertThat(work.steps()).isEqualTo(limit);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> work.pay(1))
                        .isInstanceOfSatisfying(InvalidInputException.class, mistake -> {
                            assertThat(mistake.kind()).isEqualTo(InvalidInputException.Kind.TOO_LARGE);
                            assertThat(mistake.limit()).isEqualTo(limit);
                        })
                        .hasMessageContaining("more than " + limit + " steps", "mayfly.limits.work");
            }
        }
    }

    @Test
    void bytes_are_paid_for_by_the_quarter_of_a_kibibyte() {
        Work work = new Work(100, () -> false);
        work.payForBytes(0);
        work.payForBytes(255);
        work.payForBytes(1024);
        assertThat(work.steps()).isEqualTo(7);
    }

    @Test
    void it_ends_soon_after_it_has_been_abandoned() {
        AtomicBoolean abandoned = new AtomicBoolean();
        AtomicInteger looks = new AtomicInteger();
        Work work = new Work(Long.MAX_VALUE, () -> {
            looks.incrementAndGet();
            return abandoned.get();
        });
        for (int i = 0; i < 100_000; i++) {
            work.pay(1);
        }
        assertThat(looks.get()).as("a look costs more than a step").isBetween(2, 100);
        abandoned.set(true);
        long before = work.steps();
        assertThatThrownBy(() -> {
                    while (true) {
                        work.pay(1);
                    }
                })
                .isInstanceOf(Work.AbandonedException.class);
        assertThat(work.steps() - before).isLessThan(20_000);
        assertThatThrownBy(() -> work.pay(1)).isInstanceOf(Work.AbandonedException.class);
    }

    @Test
    void work_that_was_abandoned_before_it_began_does_not_begin() {
        Work work = new Work(Long.MAX_VALUE, () -> true);
        assertThatThrownBy(() -> work.pay(1)).isInstanceOf(Work.AbandonedException.class);
    }

    @Test
    void without_a_limit_nothing_is_counted() {
        Work.UNLIMITED.pay(Long.MAX_VALUE);
        Work.UNLIMITED.pay(Long.MAX_VALUE);
        assertThat(Work.UNLIMITED.steps()).isZero();
    }

    @Test
    void memory_is_reserved_until_the_work_ends_and_given_back_then() {
        Pool pool = new Pool(100);
        AtomicInteger begun = new AtomicInteger();
        Work work = new Work(1, () -> false, pool, unused -> begun.incrementAndGet());
        assertThat(begun).hasValue(0);
        work.reserve(0);
        work.reserve(10);
        work.giveBack(10);
        work.reserve(40);
        work.reserve(50);
        work.giveBack(20);
        assertThat(pool.taken).isEqualTo(70);
        assertThat(begun).hasValue(1);
        work.end();
        work.end();
        assertThat(pool.taken).isZero();
        assertThatThrownBy(() -> work.reserve(1)).isInstanceOf(Work.AbandonedException.class);
        work.giveBack(1);
        assertThat(pool.taken).isZero();
    }

    @Test
    void work_that_needs_more_memory_than_there_is_is_too_large_and_otherwise_it_is_too_early() {
        Pool pool = new Pool(100);
        Work one = new Work(1, () -> false, pool, unused -> {});
        Work other = new Work(1, () -> false, pool, unused -> {});
        one.reserve(60);
        assertThatThrownBy(() -> other.reserve(50)).isSameAs(pool.refusal);
        assertThatThrownBy(() -> other.reserve(101))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mayfly.limits.requests-in-flight-size");
        assertThatThrownBy(() -> one.reserve(41)).isInstanceOf(InvalidInputException.class);
        one.end();
        other.reserve(50);
        assertThat(pool.taken).isEqualTo(50);
    }

    private static final class Pool implements Work.Memory {
        private final RuntimeException refusal = new IllegalStateException("too early");
        private final long limitBytes;
        private long taken;

        Pool(long limitBytes) {
            this.limitBytes = limitBytes;
        }

        @Override
        public void take(long bytes) {
            if (taken + bytes > limitBytes) {
                throw refusal;
            }
            taken += bytes;
        }

        @Override
        public void giveBack(long bytes) {
            taken -= bytes;
        }

        @Override
        public long limitBytes() {
            return limitBytes;
        }
    }
}
