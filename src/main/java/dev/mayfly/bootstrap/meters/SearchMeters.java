package dev.mayfly.bootstrap.meters;

import dev.mayfly.eventstore.Stores;
import dev.mayfly.search.http.SearchTimes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The meters of searches. */
@Singleton
public class SearchMeters {
    /** Returns the timers of searches: one for the default store, and one for all others together. */
    @Produces
    @Singleton
    public SearchTimes times(MeterRegistry registry) {
        Timer ofDefault = timer(registry, Stores.DEFAULT);
        Timer ofOthers = timer(registry, StoreMeters.OTHERS);
        return (store, time) -> (store.equals(Stores.DEFAULT) ? ofDefault : ofOthers).record(time);
    }

    private static Timer timer(MeterRegistry registry, String store) {
        return DurationBuckets.of(Timer.builder("mayfly.search"))
                .description("Time that searches took to find their page, cached or not")
                .tag(StoreMeters.STORE, store)
                .register(registry);
    }
}
