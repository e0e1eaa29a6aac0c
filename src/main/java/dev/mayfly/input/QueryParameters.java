package dev.mayfly.input;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.InvalidInputException.Violation;
import dev.mayfly.event.UnknownName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request, read strictly: an unknown parameter, or a repeated one that may be given once, is
 * refused.
 *
 * <p>A parameter without a value ({@code ?limit=}) counts as given, with an empty value.
 */
public final class QueryParameters {
    /** The parameter that every request accepts: whether a JSON answer is indented. */
    public static final String PRETTY = "pretty";

    /** The most violations with a suggestion, which bounds the cost of a query with many unknown names. */
    private static final int MAX_SUGGESTIONS = 10;

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Returns the parameters of a request.
     *
     * @param query the raw query string without its question mark, or null for none
     * @param single the names of the parameters that may be given once
     * @param repeatable the names of the parameters that may be given more than once
     * @throws InvalidInputException naming every parameter that is unknown or wrongly repeated, or the first that is
     *     malformed
     */
    public static QueryParameters of(@Nullable String query, Set<String> single, Set<String> repeatable) {
        if (query == null || query.isEmpty()) {
            return new QueryParameters(Map.of());
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<Violation> violations = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = PercentEncoding.decodeQuery("query string", equals < 0 ? pair : pair.substring(0, equals));
            if (name.equals(PRETTY) && !single.contains(name)) {
                // It affects only the layout of the answer, so every request accepts it.
                if (!isSwitch(equals < 0 ? "" : pair.substring(equals + 1))) {
                    violations.add(new Violation(name, "must be true or false, or stand alone"));
                }
                continue;
            }
            List<String> given = values.computeIfAbsent(name, unused -> new ArrayList<>());
            boolean once = single.contains(name);
            if (!once && !repeatable.contains(name)) {
                if (given.isEmpty()) {
                    violations.add(unknown(name, violations.size(), single, repeatable));
                }
                given.add("");
                continue;
            }
            if (once && given.size() == 1) {
                violations.add(new Violation(name, "must be given once"));
            }
            given.add(PercentEncoding.decodeQuery(name, equals < 0 ? "" : pair.substring(equals + 1)));
        }
        if (!violations.isEmpty()) {
            throw InvalidInputException.invalid(violations);
        }
        return new QueryParameters(values);
    }

    /**
     * Checks that a request has no query parameters except {@link #PRETTY}.
     *
     * @param query the raw query string without its question mark, or null for none
     * @throws InvalidInputException if it has others
     */
    public static void none(@Nullable String query) {
        of(query, Set.of(), Set.of());
    }

    /** Returns the names of the parameters that are given, in the order of the query string. */
    public Set<String> names() {
        return values.keySet();
    }

    /** Returns the value of a single parameter, or null if it is not given. */
    public @Nullable String text(String name) {
        List<String> given = values.get(name);
        return given == null ? null : given.get(0);
    }

    /** Returns the values of a parameter in the order of the query string; an empty list if it is not given. */
    public List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    /**
     * Returns the value of a single parameter as a whole number, or {@code fallback} if it is not given.
     *
     * @throws InvalidInputException if the value is not a whole number from {@code min} to {@code max}, both inclusive
     */
    public long number(String name, long min, long max, long fallback) {
        String text = text(name);
        if (text == null) {
            return fallback;
        }
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException noNumber) {
            throw InvalidInputException.invalid(name, "must be a whole number");
        }
        if (value < min || value > max) {
            throw InvalidInputException.invalid(
                    name, max == Long.MAX_VALUE ? "must be at least " + min : "must be from " + min + " to " + max);
        }
        return value;
    }

    /** Returns the violation that a parameter is unknown, with a suggestion if few violations precede it. */
    private static Violation unknown(String name, int before, Set<String> single, Set<String> repeatable) {
        List<String> known = new ArrayList<>();
        if (before < MAX_SUGGESTIONS) {
            known.addAll(single);
            known.addAll(repeatable);
        }
        return UnknownName.parameter(name, known);
    }

    /** Returns whether a value is {@code true}, {@code false}, or empty, which means true. */
    private static boolean isSwitch(String value) {
        return value.isEmpty() || value.equals("true") || value.equals("false");
    }
}
