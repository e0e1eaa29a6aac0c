package dev.mayfly.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.route.RawHttp;
import dev.mayfly.packaged.ServerTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts a request may name to a server on loopback, as a browser would that a page has led there by a name of its own. */
@ServerTest
class HostIT {
    private static final String[] HEALTH = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started"};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:1",
                "LocalHost:8080",
                "localhost.",
                "127.0.0.1",
                "127.0.0.1:8080",
                "127.255.255.254",
                "[::1]",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]:8080"
            })
    void names_of_the_machine_itself_are_answered(String host) {
        assertThat(status("GET", "/version", host)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "localhost@evil.example",
                "0.0.0.0",
                "10.0.0.1:8080",
                "[::]:8080",
                "[2001:db8::1]",
                "128.0.0.1"
            })
    void others_are_refused_but_for_health(String host) {
        for (String method : new String[] {"GET", "HEAD", "OPTIONS", "POST", "DELETE"}) {
            for (String path :
                    new String[] {"/", "/version", "/stores/default", "/q/metrics", "/q/openapi", "/nowhere"}) {
                assertThat(status(method, path, host)).as(method + " " + path).isIn(400, 403);
            }
        }
        if (host.indexOf('@') < 0) {
            for (String path : HEALTH) {
                assertThat(status("GET", path, host)).as(path).isEqualTo(200);
            }
            assertThat(status("GET", "/q/healthy", host)).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Host: localhost", "Forwarded: host=localhost", "X-Original-Host: localhost"})
    void what_is_forwarded_does_not_count(String header) {
        assertThat(status("GET", "/version", "evil.example\r\n" + header)).isEqualTo(403);
    }

    private static int status(String method, String path, String host) {
        try (RawHttp http = RawHttp.open()) {
            http.send(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n\r\n");
            return http.head();
        }
    }
}
