package dev.mayfly.eventstore.conformance;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.support.FakeClock;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every engine must do, each rule a test of its own; an engine's test extends this class.
 *
 * <p>No test may be skipped by an engine, and an engine that does nothing fails every one of them.
 */
public abstract class EventStoreConformance
        implements AppendRules,
                IdentifierRules,
                AggregateTypeRules,
                ExpectationRules,
                ConditionRules,
                RepetitionRules,
                HistoryRules,
                SearchRules,
                TextRules,
                SortRules,
                ScanRules,
                PrefixRules,
                AggregateListRules,
                EventTypeRules,
                JsonRules,
                StoreRules,
                OptimiseRules,
                ResetRules,
                ImageRules {
    private FakeClock clock;
    private EventStore store;

    @BeforeEach
    void open_an_empty_store() {
        clock = new FakeClock();
        store = newStore(clock, AMPLE_BYTES);
    }

    @Override
    public final EventStore store() {
        return store;
    }

    @Override
    public final FakeClock clock() {
        return clock;
    }

    /**
     * Makes an empty store.
     *
     * @param clock what it takes its times from
     * @param limitBytes the most bytes that its events and indexes may take
     */
    @Override
    public abstract EventStore newStore(TimeSource clock, long limitBytes);
}
