package dev.mayfly.testing.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.NewEvent;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.List;

/** What every rule works with: a store that begins empty, its clock, and short words for common calls. */
interface StoreFixture {
    /** A memory limit that no test comes near by accident. */
    long AMPLE_BYTES = 512L << 20;

    /** Returns the store of this test. */
    EventStore store();

    /** Returns the clock of this test's store. */
    FakeClock clock();

    /** Makes another empty store. */
    EventStore newStore(TimeSource clock, long limitBytes);

    /** Returns everything that is in the store now. */
    default LogPrefix log() {
        return store().prefix();
    }

    /** Appends to the store and returns what became of it. */
    default AppendResult append(Append append) {
        return Reading.append(store(), append);
    }

    /** Appends a batch that nothing is expected of and returns what became of it. */
    default AppendResult append(TestEvent... events) {
        return append(TestEvent.append(events));
    }

    /** Appends a batch that must be stored now. */
    default Appended stored(Append append) {
        long head = log().position();
        AppendResult result = append(append);
        assertThat(result).isInstanceOf(Appended.class);
        Appended appended = (Appended) result;
        assertThat(appended.replayed()).isFalse();
        assertThat(appended.firstPosition()).isEqualTo(head + 1);
        assertThat(appended.lastPosition()).isEqualTo(head + append.events().size());
        assertThat(log().position()).isEqualTo(appended.lastPosition());
        return appended;
    }

    /** Appends a batch that must be stored now. */
    default Appended stored(TestEvent... events) {
        return stored(TestEvent.append(events));
    }

    /** Appends one event, which must be stored, and returns it as it stands in the log. */
    default RecordedEvent recorded(TestEvent event) {
        long position = stored(event).lastPosition();
        return log().event(position);
    }

    /** Appends one plain event, which must be stored, and returns it as it stands in the log. */
    default RecordedEvent recorded(NewEvent event) {
        long position = stored(Append.of(EventBatch.of(event))).lastPosition();
        return log().event(position);
    }

    /** Appends a batch that must be answered thus, with nothing stored by it. */
    default void refused(AppendResult expected, Append append) {
        List<String> before = Reading.json(log());
        assertThat(append(append)).isEqualTo(expected);
        assertThat(Reading.json(log())).isEqualTo(before);
    }

    /** Appends a batch that must be answered thus, with nothing stored by it. */
    default void refused(AppendResult expected, TestEvent... events) {
        refused(expected, TestEvent.append(events));
    }

    /** Returns the positions of all events that meet the criteria, by position. */
    default List<Long> found(Criteria.Builder criteria) {
        return Reading.search(log(), criteria.build());
    }
}
