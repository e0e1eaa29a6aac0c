package dev.mayfly.eventstore.log;

import static dev.mayfly.eventstore.support.TestEvent.batch;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.EventQuery;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.index.UuidGenerator;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left to look at under the lock of a condition that has been checked before. */
class CheckedConditionTest {
    private static final long LIMIT_BYTES = 64L << 20;
    private static final int EVENTS = 2_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final History history =
            History.of(EventLog.empty(LIMIT_BYTES), lock, new UuidGenerator(1), LogWriter.Step.NONE);
    private final Work work = new Work(Long.MAX_VALUE, () -> false);

    @BeforeEach
    void fill() {
        append(IntStream.range(0, EVENTS)
                .mapToObj(i -> event("a-" + i % 5, "T").tags(i % 2 == 0 ? "even" : "odd", "of-" + i % 5))
                .toArray(TestEvent[]::new));
    }

    private void append(TestEvent... events) {
        Append append = Append.of(batch(events));
        assertThat(history.append(
                        append,
                        LogWriter.bytesAtMost(append.events()),
                        new History.Checked(null, null, null),
                        LIMIT_BYTES,
                        LIMIT_BYTES,
                        new FakeClock()))
                .isInstanceOf(AppendResult.Appended.class);
    }

    private void remove(String aggregateId) {
        History.truncate(Truncation.before(aggregateId, Long.MAX_VALUE), lock, () -> history);
    }

    private AppendCondition unless(String... tags) {
        EventQuery query = new EventQuery(List.of(new EventQuery.Item(Set.of(), Set.of(tags))));
        return Objects.requireNonNull(new Append(batch(event("n", "N")), List.of(), new AppendCondition(query, 0))
                .within(work)
                .condition());
    }

    @Test
    void events_that_were_removed_since_make_it_look_at_nothing_again() {
        AppendCondition condition = unless("even", "odd");
        CheckedCondition checked = CheckedCondition.of(history.log(), condition);
        long before = work.steps();
        assertThat(before).isPositive();
        remove("a-1");
        assertThat(CheckedCondition.lastMatch(history.log(), condition, checked))
                .isZero();
        assertThat(work.steps()).isEqualTo(before);
        append(event("b-1", "T").tags("even", "odd"));
        assertThat(CheckedCondition.lastMatch(history.log(), condition, checked))
                .isEqualTo(EVENTS + 1);
        assertThat(work.steps() - before).isLessThan(EVENTS / 10);
    }

    @Test
    void a_match_that_was_removed_since_counts_no_longer_and_an_earlier_one_does() {
        AppendCondition ofTwo = unless("of-2");
        CheckedCondition checked = CheckedCondition.of(history.log(), ofTwo);
        assertThat(CheckedCondition.lastMatch(history.log(), ofTwo, checked)).isEqualTo(EVENTS - 2);
        remove("a-2");
        assertThat(CheckedCondition.lastMatch(history.log(), ofTwo, checked)).isZero();
        append(event("c-1", "T").tags("of-3"));
        AppendCondition ofThree = unless("of-3");
        CheckedCondition latest = CheckedCondition.of(history.log(), ofThree);
        remove("c-1");
        assertThat(CheckedCondition.lastMatch(history.log(), ofThree, latest)).isEqualTo(EVENTS - 1);
    }
}
