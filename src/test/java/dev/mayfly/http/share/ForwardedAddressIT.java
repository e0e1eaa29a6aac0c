package dev.mayfly.http.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.live.Meters;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Behind a trusted proxy the address that it forwards counts, and nobody else's word does. */
@ServerTest
@TestProfile(ForwardedAddressIT.Settings.class)
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere this machine has only one address of its own")
class ForwardedAddressIT {
    private static final String PROXY = "127.0.0.3";
    private static final String LIAR = "127.0.0.2";
    private static final int RECEIVE_BUFFER_BYTES = 4 * 1024;
    private static final int MOST_SUBSCRIPTIONS = 8;
    /** All but the fifth that stays free for the next client. */
    private static final int MOST_FOR_ONE = 7;

    private final List<RawHttp> open = new ArrayList<>();

    /** Few subscriptions, and one proxy. */
    public static class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.proxy.proxy-address-forwarding",
                    "true",
                    "quarkus.http.proxy.trusted-proxies",
                    PROXY,
                    "mayfly.subscription.max-count",
                    Integer.toString(MOST_SUBSCRIPTIONS));
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        open.forEach(RawHttp::close);
        Meters.await("mayfly_subscriptions", count -> count == 0);
    }

    /** Subscribes from an address as a proxy would for a client, and returns the status. */
    private int subscribed(String store, String from, String forwarded) {
        RawHttp http = RawHttp.open(from, RECEIVE_BUFFER_BYTES);
        open.add(http);
        http.send("GET /stores/" + store + "/subscription HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: " + forwarded
                + "\r\n\r\n");
        return http.head();
    }

    @Test
    void each_client_of_a_trusted_proxy_has_a_share_of_its_own() {
        String store = Stores.created();
        for (int i = 0; i < MOST_FOR_ONE; i++) {
            assertThat(subscribed(store, PROXY, "203.0.113.1")).isEqualTo(200);
        }
        assertThat(subscribed(store, PROXY, "203.0.113.1")).isEqualTo(429);
        assertThat(subscribed(store, PROXY, "203.0.113.2")).isEqualTo(200);
    }

    @Test
    void an_address_that_others_claim_to_forward_does_not_count() {
        String store = Stores.created();
        for (int i = 0; i < MOST_FOR_ONE; i++) {
            assertThat(subscribed(store, LIAR, "203.0.113." + (10 + i))).isEqualTo(200);
        }
        assertThat(subscribed(store, LIAR, "203.0.113.99")).isEqualTo(429);
        assertThat(subscribed(store, PROXY, "203.0.113.99")).isEqualTo(200);
    }
}
