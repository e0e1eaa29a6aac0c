package dev.mayfly.http.live;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Settings under which what usually takes long happens soon. */
public class LiveSettings implements QuarkusTestProfile {
    static final int MAX_COUNT = 5;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "mayfly.faults.enabled", "true",
                "mayfly.subscription.heartbeat", "50ms",
                "mayfly.subscription.max-count", Integer.toString(MAX_COUNT),
                "mayfly.subscription.buffer", "4K",
                "mayfly.subscription.stall-timeout", "200ms");
    }
}
