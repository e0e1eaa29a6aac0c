package dev.mayfly.fault.http;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.route.Domain;
import dev.mayfly.input.PercentEncoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values that a read names: those of its criteria in its path and query string. */
final class RequestedValues {
    private final Map<String, List<String>> values = new HashMap<>();

    private RequestedValues() {}

    /**
     * Returns the values that a request names.
     *
     * @param path its path, such as {@code /stores/default/aggregates/payment-1/events}
     * @param query its query string, or null for none
     * @param domain the domain that the path belongs to, or null if there is none
     */
    static RequestedValues of(String path, @Nullable String query, @Nullable Domain domain) {
        RequestedValues asked = new RequestedValues();
        String[] segments = path.split("/");
        if (domain == null) {
            for (int i = 1; i + 1 < segments.length; i++) {
                if (segments[i].equals("aggregates")) {
                    asked.add(Dimension.AGGREGATE_ID.field(), segments[i + 1]);
                } else if (segments[i].equals("correlations")) {
                    asked.add(Dimension.CORRELATION_ID.field(), segments[i + 1]);
                }
            }
        } else {
            asked.add(segments, domain);
        }
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                asked.add(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return asked;
    }

    /**
     * Checks that criteria contain only what a read can name.
     *
     * @throws InvalidInputException if they do
     */
    static void requireReadable(Criteria match) {
        boolean more = match.fromNanos() != Long.MIN_VALUE
                || match.toNanos() != Long.MAX_VALUE
                || match.after() != 0
                || match.until() != Long.MAX_VALUE
                || match.query() != null
                || match.readsContents();
        if (more) {
            throw InvalidInputException.invalid(
                    "match",
                    "must not have from, to, after, until, query, text or where when 'on' is read, because reads match by what they name");
        }
    }

    /**
     * Returns whether, for every dimension in the criteria, the request names one of the values (for tags, all of
     * them).
     */
    boolean meet(Criteria match) {
        for (Map.Entry<Dimension, Set<String>> wanted : match.byDimension().entrySet()) {
            List<String> asked = values.getOrDefault(wanted.getKey().field(), List.of());
            boolean met = wanted.getKey().isMultiple()
                    ? asked.containsAll(wanted.getValue())
                    : asked.stream().anyMatch(wanted.getValue()::contains);
            if (!met) {
                return false;
            }
        }
        return true;
    }

    private void add(String[] segments, Domain domain) {
        values.put(Dimension.AGGREGATE_TYPE.field(), new ArrayList<>(domain.aggregateTypes()));
        List<String> decoded = new ArrayList<>();
        try {
            for (int i = 2; i < segments.length; i++) {
                decoded.add(PercentEncoding.decode("path", segments[i]));
            }
        } catch (InvalidInputException malformed) {
            // The code that reads it reports the mistake.
            return;
        }
        values.put(Dimension.AGGREGATE_ID.field(), new ArrayList<>(domain.aggregateIds(decoded)));
    }

    private void add(String name, String encoded) {
        try {
            values.computeIfAbsent(name, unused -> new ArrayList<>()).add(PercentEncoding.decodeQuery(name, encoded));
        } catch (InvalidInputException malformed) {
            // The resource that reads it reports the mistake.
            values.remove(name);
        }
    }
}
