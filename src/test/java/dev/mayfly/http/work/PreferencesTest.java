package dev.mayfly.http.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {
    private static boolean respondAsync(String... values) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String value : values) {
            headers.add("prefer", value);
        }
        return Preferences.respondAsync(headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "respond-async",
                "Respond-Async",
                "respond-async, wait=10",
                "wait=10,respond-async",
                "return=minimal; foo=\"a,b;c\" ; bar , respond-async",
                "handling=\"a \\\" , b\", respond-async;x=1",
                ",, respond-async",
                "respond-async=",
                "respond-async = \"\"",
                "foo;; bar, respond-async",
                "respond-async, (",
            })
    void it_is_found_wherever_it_stands(String value) {
        assertThat(respondAsync(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "wait=10",
                "respond-asynchronously",
                "respond-async=no",
                "respond-async=\"no\"",
                "foo=\"respond-async\"",
                "foo=\"a, respond-async\"",
                "foo; respond-async",
                "foo=\"never closed, respond-async",
                "foo respond-async",
            })
    void nothing_else_is_taken_for_it(String value) {
        assertThat(respondAsync(value)).isFalse();
    }

    @Test
    void several_headers_are_one_list() {
        assertThat(respondAsync()).isFalse();
        assertThat(respondAsync("wait=1", "respond-async")).isTrue();
        assertThat(respondAsync("\"", "respond-async")).isTrue();
    }
}
