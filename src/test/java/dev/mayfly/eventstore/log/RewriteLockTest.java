package dev.mayfly.eventstore.log;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.index.UuidGenerator;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long appends wait while what was removed is freed. */
class RewriteLockTest {
    private static final long LIMIT_BYTES = 64L << 20;
    private static final int STEP = 400;
    private static final int LARGE = 10_000;

    private final FakeClock clock = new FakeClock();
    private final UuidGenerator uuids = new UuidGenerator(1);
    private final LateLock lock = new LateLock();
    private History history = of(EventLog.empty(LIMIT_BYTES));
    private int copiedUnderLock;

    private History of(EventLog log) {
        return History.of(log, lock, uuids, LogWriter.Step.NONE);
    }

    private void append(int count) {
        Append append = Append.of(TestEvent.batch(IntStream.range(0, count)
                .mapToObj(i -> event("a-" + i % 5, "T"))
                .toList()));
        assertThat(history.append(
                        append,
                        LogWriter.bytesAtMost(append.events()),
                        new History.Checked(null, null, null),
                        LIMIT_BYTES,
                        LIMIT_BYTES,
                        clock))
                .isInstanceOf(AppendResult.Appended.class);
    }

    /** A lock before which somebody else appends a large batch, once. */
    private final class LateLock extends ReentrantLock {
        private static final long serialVersionUID = 1L;
        private int left;
        private int headBefore;

        @Override
        public void lock() {
            left--;
            if (left == 0) {
                append(LARGE);
            }
            super.lock();
        }

        @Override
        public void unlock() {
            headBefore = history.log().head();
            super.unlock();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void a_large_batch_is_not_copied_under_the_lock_at_whatever_moment_it_comes(int moment) {
        append(3_000);
        History.truncate(Truncation.before("a-1", Long.MAX_VALUE), lock, () -> history);
        EventLog before = history.log();
        Rewrite rewrite = new Rewrite(lock, () -> LIMIT_BYTES, () -> history, this::of, next -> {
            copiedUnderLock = next.log().head() - lock.headBefore;
            history = next;
        });
        rewrite.inStepsOf(STEP);
        lock.left = moment;
        assertThat(rewrite.run(Progress.NONE)).isPositive();
        assertThat(history.log()).isNotSameAs(before);
        assertThat(copiedUnderLock).isLessThanOrEqualTo(STEP);
        if (lock.left <= 0) {
            assertThat(history.log().head()).isEqualTo(3_000 + LARGE);
        }
    }
}
