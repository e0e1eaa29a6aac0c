package dev.mayfly.http.answer;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.append.ExpectedVersion;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** What the headers {@code If-Match} and {@code If-None-Match} of a request that writes expect of an aggregate. */
public final class Preconditions {
    private static final ExpectedVersion ANY = new ExpectedVersion.Any();

    private Preconditions() {}

    /**
     * Returns the version that the headers expect: {@code If-Match: "3-774faed9"} exactly that in that history, {@code "3"}
     * that in whatever history, a list of tags one of them, {@code If-Match: *} any existing, {@code If-None-Match: *} none,
     * and without either any. What proxies make of tags, weak ones and ones that end in {@code -gzip}, means the same.
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
     * Checks that a request has neither header, where they mean nothing.
     *
     * @throws InvalidInputException if it has; it names the header and says what to use instead
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
