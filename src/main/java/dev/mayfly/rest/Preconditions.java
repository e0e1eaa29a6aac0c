package dev.mayfly.rest;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.ExpectedVersion;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** What the headers {@code If-Match} and {@code If-None-Match} of a request that writes expect of an aggregate. */
public final class Preconditions {
    private static final ExpectedVersion ANY = new ExpectedVersion.Any();
    private static final int MAX_DIGITS = 18;

    private Preconditions() {}

    /**
     * Returns the version that the headers expect: {@code If-Match: "3"} exactly that ({@code W/"3"} means the same),
     * {@code If-Match: *} any existing, {@code If-None-Match: *} none, and without either any.
     *
     * @throws InvalidInputException if a header says anything else, or both are given; it names the header
     */
    public static ExpectedVersion expectedVersion(MultiMap headers) {
        boolean match = headers.contains(HttpHeaders.IF_MATCH);
        boolean noneMatch = headers.contains(HttpHeaders.IF_NONE_MATCH);
        if (match && noneMatch) {
            throw InvalidInputException.invalid("If-Match", "must not be given together with If-None-Match");
        }
        if (match) {
            return matched(single("If-Match", headers.getAll(HttpHeaders.IF_MATCH)));
        }
        if (noneMatch) {
            if (!single("If-None-Match", headers.getAll(HttpHeaders.IF_NONE_MATCH))
                    .equals("*")) {
                throw InvalidInputException.invalid("If-None-Match", "must be * where events are appended");
            }
            return new ExpectedVersion.None();
        }
        return ANY;
    }

    /**
     * Checks that a request has neither header, where they mean nothing.
     *
     * @throws InvalidInputException if it has; it names the header and says what to use instead
     */
    public static void none(MultiMap headers, String instead) {
        for (String name : List.of("If-Match", "If-None-Match")) {
            if (headers.contains(name)) {
                throw InvalidInputException.invalid(name, "means nothing here; " + instead);
            }
        }
    }

    private static String single(String name, List<String> values) {
        if (values.size() > 1) {
            throw InvalidInputException.invalid(name, "must be given once");
        }
        return values.get(0).strip();
    }

    private static ExpectedVersion matched(String value) {
        if (value.equals("*")) {
            return new ExpectedVersion.Exists();
        }
        int from = value.startsWith("W/\"") ? 3 : 1;
        int end = value.length() - 1;
        boolean valid = value.startsWith("\"", from - 1)
                && value.endsWith("\"")
                && end > from
                && end - from <= MAX_DIGITS
                && (value.charAt(from) != '0' || end - from == 1);
        long version = 0;
        for (int i = from; valid && i < end; i++) {
            int digit = value.charAt(i) - '0';
            valid = digit >= 0 && digit <= 9;
            version = 10 * version + digit;
        }
        if (!valid) {
            throw InvalidInputException.invalid("If-Match", "must be one version in quotes, such as \"3\", or *");
        }
        return new ExpectedVersion.Exactly(version);
    }
}
