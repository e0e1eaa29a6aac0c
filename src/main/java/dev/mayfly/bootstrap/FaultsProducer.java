package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.fault.FaultEffect;
import dev.mayfly.fault.FaultInjection;
import dev.mayfly.fault.FaultPoint;
import dev.mayfly.fault.FaultRule;
import dev.mayfly.fault.FaultyEventStore;
import dev.mayfly.fault.InjectedFaultException;
import dev.mayfly.http.quarkus.Workers;
import dev.mayfly.projection.fold.FoldGate;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Produces the fault injection, and the stores and projections that it affects. */
@Singleton
public class FaultsProducer {
    private static final String SCRATCH = "scratch";

    /** Returns the fault injection. */
    @Produces
    @Singleton
    public FaultInjection injection(MayflyConfiguration configuration) {
        return new FaultInjection(configuration.faults().enabled());
    }

    /** Returns a store whose appends are subject to faults, or the same one if faults are disabled. */
    static EventStore faulty(EventStore store, TimeSource clock, FaultInjection injection) {
        return injection.isEnabled()
                ? new FaultyEventStore(
                        store,
                        injection,
                        () -> new EmbeddedEventStore(SCRATCH, Long.MAX_VALUE, clock),
                        Workers::execute)
                : store;
    }

    /** Returns the gate that passes a store's events to its projections, or injects faults. */
    static FoldGate gate(FaultInjection injection, String store) {
        return !injection.isEnabled()
                ? FoldGate.OPEN
                : (log, position) -> {
                    Optional<FaultRule> rule = injection.isActive()
                            ? injection.meet(store, FaultPoint.PROJECTION, log, position)
                            : Optional.empty();
                    if (rule.isPresent()) {
                        Thread.sleep(rule.get().delay().toMillis());
                        if (rule.get().effect() == FaultEffect.UNAVAILABLE) {
                            throw InjectedFaultException.unavailable();
                        }
                    }
                };
    }
}
