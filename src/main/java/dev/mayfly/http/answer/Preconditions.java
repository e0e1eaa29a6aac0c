package dev.mayfly.http.answer;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.append.ExpectedVersion;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** The expectations of an aggregate in the {@code If-Match} and {@code If-None-Match} headers of a write request. */
public final class Preconditions {
    private static final ExpectedVersion ANY = new ExpectedVersion.Any();

    private Preconditions() {}

    /**
     * Returns the version that the headers expect. {@code If-Match: "3-774faed9"} expects that version in that history,
     * {@code "3"} that version in any history, a list of tags one of them, and {@code If-Match: *} any existing
     * aggregate; {@code If-None-Match: *} expects none. Without either header, any version is accepted. Tags altered by
     * proxies, weak ones and ones that end in {@code -gzip}, mean the same.
     *
     * @throws InvalidInputException if a header has any other value, or both are given; it names the header
     */
    public static ExpectedVersion expectedVersion(MultiMap headers) {
        boolean match = headers.contains(HttpHeaders.IF_MATCH);
        boolean noneMatch = headers.contains(HttpHeaders.IF_NONE_MATCH);
        if (match && noneMatch) {
            throw InvalidInputException.invalid("If-Match", "must not be given together with If-None-Match");
        }
        if (match) {
            String value =
                    String.join(",", headers.getAll(HttpHeaders.IF_MATCH)).strip();
            return value.equals("*") ? new ExpectedVersion.Exists() : AggregateTag.expected("If-Match", value);
        }
        if (noneMatch) {
            if (!single("If-None-Match", headers.getAll(HttpHeaders.IF_NONE_MATCH))
                    .equals("*")) {
                throw InvalidInputException.invalid("If-None-Match", "must be *");
            }
            return new ExpectedVersion.None();
        }
        return ANY;
    }

    /**
     * Checks that a request has neither header, for requests to which they do not apply.
     *
     * @throws InvalidInputException if it has one; the message names the header and what to use instead
     */
    public static void none(MultiMap headers, String instead) {
        for (String name : List.of("If-Match", "If-None-Match")) {
            if (headers.contains(name)) {
                throw InvalidInputException.invalid(name, "does not apply here; " + instead);
            }
        }
    }

    private static String single(String name, List<String> values) {
        if (values.size() > 1) {
            throw InvalidInputException.invalid(name, "must be given once");
        }
        return values.get(0).strip();
    }
}
