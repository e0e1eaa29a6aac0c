package dev.mayfly.session.http;

import dev.mayfly.session.Sessions;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.Store;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What sessions do when stores, and the process, begin and end. */
@Singleton
class SessionLife {
    /** After the stores have been filled from a seed, and their clocks set. */
    private static final int AFTER_SEED = 5_000;

    private static final String OTHERS = "(others)";

    private final Catalogue catalogue;
    private final Sessions sessions;

    SessionLife(Catalogue catalogue, Sessions sessions) {
        this.catalogue = catalogue;
        this.sessions = sessions;
    }

    void begin(@Observes @Priority(AFTER_SEED) StartupEvent event, MeterRegistry registry) {
        catalogue.listen(new SessionsOfStores(sessions));
        List<Store> stores = new ArrayList<>(catalogue.others());
        stores.add(catalogue.defaultStore());
        sessions.start(stores);
        gauge(registry, Catalogue.DEFAULT, () -> sessions.count(catalogue.defaultStore()));
        gauge(
                registry,
                OTHERS,
                () -> catalogue.others().stream().mapToLong(sessions::count).sum());
    }

    /** Before the stores are dumped, and after the last request. */
    void end(@Observes @Priority(1) ShutdownEvent event) {
        sessions.recordTouches();
    }

    private static void gauge(MeterRegistry registry, String store, Supplier<Number> count) {
        Gauge.builder("mayfly.sessions.live", count)
                .description("Sessions that have neither ended nor expired")
                .tag("store", store)
                .register(registry);
    }
}
