package dev.mayfly.criteria;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.input.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads criteria from named values: the parameters of a query string, or the members of a JSON object. */
public final class CriteriaReader {
    /** The criteria that may be given more than once. */
    public static final Set<String> REPEATABLE = Stream.concat(
                    Arrays.stream(Dimension.values()).map(Dimension::field), Stream.of(WhereReader.NAME))
            .collect(Collectors.toUnmodifiableSet());

    /** The criteria that are given once. */
    public static final Set<String> SINGLE = Set.of("from", "to", "after", "until", "text", "query");

    /** The names of all criteria. */
    public static final Set<String> NAMES =
            Stream.concat(REPEATABLE.stream(), SINGLE.stream()).collect(Collectors.toUnmodifiableSet());

    /** The most characters of a text that is looked for. */
    static final int MAX_TEXT = 1_000;

    private CriteriaReader() {}

    /**
     * Reads criteria.
     *
     * @throws InvalidInputException if one is invalid
     */
    public static Criteria criteria(Fields fields) {
        return criteria(fields, CriteriaParts.NONE);
    }

    /**
     * Reads criteria of which some parts have been read already; the fields of other parts are read.
     *
     * @throws InvalidInputException if one is invalid
     */
    public static Criteria criteria(Fields fields, CriteriaParts parts) {
        EventQuery query = parts.query();
        String queryText = fields.text("query");
        long from = fields.timestamp("from", Long.MIN_VALUE);
        long to = fields.timestamp("to", Long.MAX_VALUE);
        if (from > to) {
            throw InvalidInputException.invalid("from", "must not be after 'to'");
        }
        Criteria.Builder builder = Criteria.builder()
                .fromNanos(from)
                .toNanos(to)
                .after(fields.number("after", 0, Long.MAX_VALUE, 0))
                .until(fields.number("until", 0, Long.MAX_VALUE, Long.MAX_VALUE))
                .text(fields.verbatim("text", MAX_TEXT));
        for (Dimension dimension : Dimension.values()) {
            builder.values(dimension, fields.identifiers(dimension.field()));
        }
        builder.where(parts.where().isEmpty() ? WhereReader.texts(fields.all(WhereReader.NAME)) : parts.where());
        if (query != null) {
            builder.query(query);
        } else if (queryText != null) {
            builder.query(EventQueryReader.read("query", queryText.getBytes(StandardCharsets.UTF_8)));
        }
        return builder.build();
    }
}
