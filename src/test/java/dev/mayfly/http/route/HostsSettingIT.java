package dev.mayfly.http.route;

import static io.restassured.RestAssured.given;

import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that browsers know by other names than its own. */
@ServerTest
@TestProfile(HostsSettingIT.Hosts.class)
class HostsSettingIT {
    /** Two names, one of them with a port. */
    public static class Hosts implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mayfly.http.hosts", "mayfly.example,Proxy.example:8443");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://mayfly.example, 204",
        "http://mayfly.example, 204",
        "https://proxy.example:8443, 204",
        "https://MAYFLY.example:443, 204",
        "https://mayfly.example:8443, 403",
        "https://proxy.example, 403",
        "https://sub.mayfly.example, 403",
        "https://elsewhere.example, 403"
    })
    void a_page_of_a_host_that_is_set_may_change_something(String origin, int status) {
        String store = Stores.created();
        given().header("Origin", origin)
                .post("/stores/" + store + "/reset")
                .then()
                .statusCode(status);
        given().header("Origin", origin)
                .contentType("application/json")
                .body("{\"eventType\":\"Happened\"}")
                .post("/stores/" + store + "/aggregates/a-1/events")
                .then()
                .statusCode(status == 204 ? 201 : status);
    }
}
