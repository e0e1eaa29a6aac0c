package dev.mayfly.http.quarkus;

import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Installs all gates before the resources. */
@Singleton
public class GateInstaller {
    private final List<Gate> gates;

    /** Makes an installer of these gates. */
    GateInstaller(@All List<Gate> gates) {
        this.gates = gates;
    }

    void install(@Observes Filters filters) {
        gates.forEach(gate -> filters.register(gate, gate.priority()));
    }
}
