package dev.mayfly.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretPathsTest {
    @ParameterizedTest
    @CsvSource({
        "/sessions/abc, /sessions/***",
        "/sessions/abc/rotate, /sessions/***/rotate",
        "/sessions/abc?touch=true, /sessions/***?touch=true",
        "/sessions/a%2Fb/touch?x=/y, /sessions/***/touch?x=/y",
        "/sessions/abc/../x, /sessions/***/../x",
        "/sessions/abc;d, /sessions/***"
    })
    void the_id_of_a_session_is_masked(String path, String masked) {
        assertThat(SecretPaths.masked(path)).isEqualTo(masked);
        assertThat(SecretPaths.masked(masked)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sessions",
                "/sessions/",
                "/sessions?userId=ann",
                "/sessions/self/touch",
                "/sessions/statistics?from=x",
                "/sessions/by-handle/session-1",
                "/stores/sessions/aggregates/abc"
            })
    void other_paths_stay_as_they_are(String path) {
        assertThat(SecretPaths.masked(path)).isEqualTo(path);
        assertThat(SecretPaths.secret(path)).isEmpty();
    }
}
