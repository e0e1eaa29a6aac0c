package dev.mayfly.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.net.HostAndPort;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnHostsTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, localhost:8080, true",
        "http://LOCALHOST:8080, localhost:8080, true",
        "http://localhost, localhost, true",
        "http://localhost, localhost:80, true",
        "https://mayfly.example, mayfly.example, true",
        "https://mayfly.example, mayfly.example:443, true",
        "http://[::1]:8080, [::1]:8080, true",
        "https://mayfly.example, mayfly.example:80, false",
        "http://localhost:8081, localhost:8080, false",
        "http://127.0.0.1:8080, localhost:8080, false",
        "http://localhost.example:8080, localhost:8080, false",
        "null, localhost, false",
        "localhost, localhost, false",
        "'', localhost, false",
        "http://, localhost, false",
        "http://localhost/, localhost, false"
    })
    void a_page_of_the_host_that_is_asked_is_its_own(String origin, String host, boolean own) {
        assertThat(OwnHosts.of(List.of(), true).contain(origin, HostAndPort.parseAuthority(host, -1)))
                .isEqualTo(own);
    }

    @Test
    void without_a_host_only_what_is_set_counts() {
        OwnHosts hosts = OwnHosts.of(List.of("Mayfly.example", "localhost:8443"), true);
        assertThat(hosts.contain("https://mayfly.example", null)).isTrue();
        assertThat(hosts.contain("https://localhost:8443", null)).isTrue();
        assertThat(hosts.contain("https://localhost", null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://mayfly.example", "a b", "mayfly.example/console", ":80", "*"})
    void what_is_no_host_is_refused(String host) {
        assertThatThrownBy(() -> OwnHosts.of(List.of(host), true)).hasMessageContaining(host);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST:8080, true",
        "localhost., true",
        "127.0.0.1, true",
        "127.1.2.3:80, true",
        "[::1]:8080, true",
        "[::1], true",
        "[0:0:0:0:0:0:0:1], true",
        "[::ffff:127.0.0.1], true",
        "mayfly.example, true",
        "mayfly.example:9999, true",
        "other.example:8443, true",
        "other.example, false",
        "other.example:80, false",
        "localhost.example, false",
        "xlocalhost, false",
        "127.0.0.1.example, false",
        "128.0.0.1, false",
        "0.0.0.0, false",
        "[::], false",
        "[::2]:8080, false",
        "10.0.0.1, false",
        "evil.example, false"
    })
    void on_loopback_a_request_names_a_loopback_host_or_one_that_is_set(String host, boolean accepted) {
        OwnHosts hosts = OwnHosts.of(List.of("Mayfly.example", "other.example:8443"), true);
        assertThat(hosts.accept(HostAndPort.parseAuthority(host, -1))).isEqualTo(accepted);
        boolean isSet = host.contains("mayfly") || host.contains("8443");
        assertThat(OwnHosts.of(List.of("Mayfly.example", "other.example:8443"), false)
                        .accept(HostAndPort.parseAuthority(host, -1)))
                .isEqualTo(isSet);
    }

    @Test
    void a_port_that_is_not_given_is_the_usual_one() {
        OwnHosts hosts = OwnHosts.of(List.of("a.example:443", "b.example:80"), false);
        assertThat(hosts.accept(HostAndPort.parseAuthority("a.example", -1))).isTrue();
        assertThat(hosts.accept(HostAndPort.parseAuthority("b.example", -1))).isTrue();
        assertThat(hosts.accept(HostAndPort.parseAuthority("b.example:443", -1)))
                .isFalse();
        assertThat(hosts.accept((HostAndPort) null)).isFalse();
    }
}
