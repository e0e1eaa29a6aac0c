package dev.mayfly.store.retention;

import dev.mayfly.eventstore.UsedStore;
import java.util.concurrent.CompletionStage;

/** Aggregates of a domain that are in use, so that their events are not simply removed. Any thread may use it. */
public interface LiveAggregates {
    /** Returns whether an aggregate is in use, and the end of that not recorded, so that no rule removes its events. May take long. */
    boolean isLive(UsedStore store, String aggregateId);

    /** Ends the use of an aggregate, if it is in use. */
    CompletionStage<Void> end(UsedStore store, String aggregateId);
}
