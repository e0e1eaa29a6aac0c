package dev.mayfly.http.quarkus;

import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Installs all gates before the resources, as two steps of the router: those before the framework's handler of CORS, and
 * those after it.
 */
@Singleton
public class GateInstaller {
    /** The priority of the framework's handler of CORS. */
    private static final int CORS = 300;

    private final List<Gate> gates;

    /** Makes an installer of these gates. */
    GateInstaller(@All List<Gate> gates) {
        this.gates = gates;
    }

    void install(@Observes Filters filters) {
        install(filters, gate -> gate.priority() > CORS);
        install(filters, gate -> gate.priority() < CORS);
    }

    private void install(Filters filters, Predicate<Gate> which) {
        Gate[] some = gates.stream()
                .filter(which)
                .sorted(Comparator.comparingInt(Gate::priority).reversed())
                .toArray(Gate[]::new);
        filters.register(new Passage(some), some[0].priority());
    }

    /** Has requests pass some gates one after the other. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Passage(Gate[] gates) implements Handler<RoutingContext> {
        @Override
        public void handle(RoutingContext http) {
            for (Gate gate : gates) {
                if (!gate.pass(http)) {
                    return;
                }
            }
            http.next();
        }
    }
}
