package dev.mayfly.bootstrap.meters;

import dev.mayfly.access.Tokens;
import dev.mayfly.http.access.Refusals;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The meters of access. */
@Singleton
public class AccessMeters {
    /** Makes an instance. */
    public AccessMeters() {}

    void register(@Observes StartupEvent event, MeterRegistry registry, Refusals refusals, Tokens tokens) {
        for (Refusals.Reason reason : Refusals.Reason.values()) {
            FunctionCounter.builder("mayfly.access.refused", refusals, counts -> counts.count(reason))
                    .tag("reason", reason.label())
                    .description("Requests refused for their host, site, token or rights")
                    .register(registry);
        }
        Gauge.builder("mayfly.access.tokens", tokens, Tokens::count)
                .description("Tokens in force, expired ones included")
                .register(registry);
        Gauge.builder("mayfly.access.tokens.stale", tokens, all -> all.isStale() ? 1 : 0)
                .description("Whether mayfly.tokens cannot be used, so that the tokens read last remain in force")
                .register(registry);
    }
}
