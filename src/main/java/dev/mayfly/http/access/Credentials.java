package dev.mayfly.http.access;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The token of a request: that of {@code Bearer}, or the password of {@code Basic} (RFC 6750, RFC 7617). */
final class Credentials {
    /** What stands for a token if there are credentials without one; no token is empty. */
    static final String UNUSABLE = "";

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private Credentials() {}

    /** Returns the token, null if there are no credentials, or {@link #UNUSABLE}. */
    static @Nullable String token(MultiMap headers) {
        String value = headers.get(HttpHeaders.AUTHORIZATION);
        if (value == null) {
            return null;
        }
        List<String> all = headers.getAll(HttpHeaders.AUTHORIZATION);
        if (all.size() > 1) {
            // Others may have looked at another one of them.
            return UNUSABLE;
        }
        if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return value.substring(BEARER.length()).strip();
        }
        return value.regionMatches(true, 0, BASIC, 0, BASIC.length())
                ? password(value.substring(BASIC.length()).strip())
                : UNUSABLE;
    }

    private static String password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? UNUSABLE : pair.substring(colon + 1);
        } catch (IllegalArgumentException malformed) {
            return UNUSABLE;
        }
    }
}
