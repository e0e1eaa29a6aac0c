package dev.mayfly.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.RawHttp.Answer;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As many connections as a setting allows. */
@ServerTest
@TestProfile(ConnectionLimitIT.Few.class)
class ConnectionLimitIT {
    private static final int MOST = 10;
    private static final String VERSION = "GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /** A server for few. */
    public static class Few implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mayfly.limits.connections", Integer.toString(MOST));
        }
    }

    @Test
    void one_more_is_answered_and_closed_until_another_one_goes() throws InterruptedException {
        List<RawHttp> open = new ArrayList<>();
        Answer last = null;
        while (open.size() <= MOST && (last == null || last.status() == 200)) {
            RawHttp http = RawHttp.open();
            open.add(http);
            last = asked(http);
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.headers())
                .containsEntry("content-type", "application/problem+json")
                .containsEntry("connection", "close")
                .containsEntry("retry-after", "5");
        assertThat(last.json().textAt("detail")).contains("mayfly.limits.connections");
        assertThat(asked(open.get(0)).status()).as("open ones go on").isEqualTo(200);

        open.forEach(RawHttp::close);
        int status = 429;
        for (int i = 0; i < 500 && status != 200; i++) {
            Thread.sleep(20);
            try (RawHttp http = RawHttp.open()) {
                status = asked(http).status();
            }
        }
        assertThat(status).isEqualTo(200);
    }

    @Test
    void the_default_follows_from_the_heap() {
        assertThat(Connections.byHeap(256L << 20)).isEqualTo(4_000);
        assertThat(Connections.byHeap(128L << 20)).isEqualTo(2_000);
        assertThat(Connections.byHeap(4L << 30)).isEqualTo(64_000);
    }

    private static Answer asked(RawHttp http) {
        http.send(VERSION);
        return http.answer();
    }
}
