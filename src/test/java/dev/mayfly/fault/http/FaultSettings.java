package dev.mayfly.fault.http;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Faults may be injected, as when an application is developed; and projections try again soon. */
public class FaultSettings implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("mayfly.faults.enabled", "true", "mayfly.projections.retry-pauses", "PT0.01S,PT0.01S");
    }
}
