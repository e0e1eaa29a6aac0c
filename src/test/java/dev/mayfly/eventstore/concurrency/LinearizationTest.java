package dev.mayfly.eventstore.concurrency;

import static dev.mayfly.eventstore.support.TestEvent.batch;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.VersionConflict;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check of concurrent calls accepts what can have happened, and nothing else. */
class LinearizationTest {
    private static final Append ONE = Append.of(batch(event("a-1", "A")));

    private final EventStore store = new NaiveEventStore(new FakeClock(), Long.MAX_VALUE);

    private void storeTwo() {
        Reading.append(store, ONE);
        Reading.append(store, ONE);
    }

    private static Call stored(long position, long invoked, long responded) {
        return new Call(ONE, new Appended(position, position, position, position, false), 0, invoked, responded);
    }

    private static Call conflict(long actual, long invoked, long responded) {
        ExpectedVersion expected = new ExpectedVersion.Exactly(9);
        AppendResult result = new VersionConflict("a-1", expected, actual);
        return new Call(Append.expecting(ONE.events(), "a-1", expected), result, 0, invoked, responded);
    }

    private static Call look(long head, long invoked, long responded) {
        return new Call(null, null, head, invoked, responded);
    }

    private void assertPossible(Call... calls) {
        assertThatCode(() -> Linearization.check(store, List.of(calls))).doesNotThrowAnyException();
    }

    private void assertImpossible(Call... calls) {
        assertThatThrownBy(() -> Linearization.check(store, List.of(calls))).isInstanceOf(AssertionError.class);
    }

    @Test
    void calls_that_overlap_may_come_in_either_order() {
        storeTwo();
        assertPossible(stored(1, 1, 2), stored(2, 3, 4));
        assertPossible(stored(1, 3, 6), stored(2, 1, 8));
    }

    @Test
    void an_append_does_not_stand_before_one_that_was_answered_when_it_began() {
        storeTwo();
        assertImpossible(stored(1, 3, 4), stored(2, 1, 2));
    }

    @Test
    void a_conflict_names_a_version_that_held_while_it_was_asked() {
        storeTwo();
        assertPossible(stored(1, 1, 2), conflict(1, 3, 4), stored(2, 5, 6));
        assertImpossible(stored(1, 1, 2), conflict(0, 3, 4), stored(2, 5, 6));
        assertImpossible(stored(1, 1, 2), conflict(2, 3, 4), stored(2, 5, 6));
        assertImpossible(stored(1, 1, 2), conflict(7, 3, 8), stored(2, 5, 6));
    }

    @Test
    void a_look_does_not_see_less_than_an_earlier_one_or_half_a_batch() {
        Append two = Append.of(batch(event("a-1", "A"), event("a-1", "A")));
        Reading.append(store, two);
        Call both = new Call(two, new Appended(1, 2, 1, 2, false), 0, 1, 10);
        assertPossible(both, look(0, 2, 3), look(2, 4, 5));
        assertImpossible(both, look(2, 2, 3), look(0, 4, 5));
        assertImpossible(both, look(1, 2, 3));
    }

    @Test
    void an_event_that_nobody_stored_is_noticed() {
        storeTwo();
        assertImpossible(stored(1, 1, 2));
        assertImpossible(stored(1, 1, 2), stored(1, 3, 4));
    }

    @Test
    void an_append_that_ought_to_have_been_refused_is_noticed() {
        storeTwo();
        Append fresh = Append.expecting(ONE.events(), "a-1", new ExpectedVersion.None());
        assertImpossible(stored(1, 1, 2), new Call(fresh, new Appended(2, 2, 2, 2, false), 0, 3, 4));
    }
}
