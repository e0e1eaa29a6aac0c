package dev.mayfly.fault.http;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.input.PercentEncoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a read asks for by name: the values of its criteria, in its path and its query string. */
final class RequestedValues {
    private final Map<String, List<String>> values = new HashMap<>();

    private RequestedValues() {}

    /**
     * Returns what a request asks for.
     *
     * @param path its path, such as {@code /stores/default/aggregates/payment-1/events}
     * @param query its query string, or null for none
     */
    static RequestedValues of(String path, @Nullable String query) {
        RequestedValues asked = new RequestedValues();
        String[] segments = path.split("/");
        for (int i = 1; i + 1 < segments.length; i++) {
            if (segments[i].equals("aggregates") || segments[i].equals("payments") && i == 1) {
                asked.add(Dimension.AGGREGATE_ID.field(), segments[i + 1]);
            } else if (segments[i].equals("correlations")) {
                asked.add(Dimension.CORRELATION_ID.field(), segments[i + 1]);
            }
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
     * Checks that criteria name nothing but what a read can ask for by name.
     *
     * @throws InvalidInputException if they do
     */
    static void requireReadable(Criteria match) {
        boolean more = match.fromNanos() != Long.MIN_VALUE
                || match.toNanos() != Long.MAX_VALUE
                || match.after() != 0
                || match.until() != Long.MAX_VALUE
                || match.query() != null
                || match.text() != null;
        if (more) {
            throw InvalidInputException.invalid(
                    "match",
                    "must not have from, to, after, until, query or text on read, which is told by what it asks for by name");
        }
    }

    /** Returns whether, for all that criteria name, the request asks for one of the values (of tags, for each). */
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

    private void add(String name, String encoded) {
        try {
            values.computeIfAbsent(name, unused -> new ArrayList<>()).add(PercentEncoding.decodeQuery(name, encoded));
        } catch (InvalidInputException malformed) {
            // Whoever reads it will be told.
            values.remove(name);
        }
    }
}
