package dev.mayfly.membership.http;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Builds memberships into the application, and CORS for one origin, and lets faults be injected. */
public class MembershipSettings implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "test.membership",
                "true",
                "mayfly.faults.enabled",
                "true",
                "quarkus.http.cors.enabled",
                "true",
                "quarkus.http.cors.origins",
                "https://friend.example");
    }
}
