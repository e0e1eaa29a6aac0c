package dev.mayfly.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {
    @ParameterizedTest
    @CsvSource({
        "Bearer abc, abc",
        "bearer abc, abc",
        "BEARER   abc, abc",
        "Bearer, ''",
        "Bearerabc, ''",
        "Basic dXNlcjphYmM=, abc",
        "basic OmFiYzpk, abc:d",
        "Basic dXNlcg==, ''",
        "Basic !!!, ''",
        "Basic dXNlcjo=, ''",
        "Digest abc, ''",
        "abc, ''"
    })
    void a_header_has_a_token(String header, String token) {
        assertThat(Credentials.token(MultiMap.caseInsensitiveMultiMap().add("authorization", header)))
                .isEqualTo(token);
    }

    @Test
    void no_header_is_none_and_two_are_unusable() {
        assertThat(Credentials.token(MultiMap.caseInsensitiveMultiMap())).isNull();
        assertThat(Credentials.token(MultiMap.caseInsensitiveMultiMap()
                        .add("Authorization", "Bearer a")
                        .add("Authorization", "Bearer a")))
                .isEmpty();
    }
}
