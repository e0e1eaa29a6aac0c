package dev.mayfly.search.http;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.EventQueryReader;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.input.Fields;
import dev.mayfly.search.Listing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a search looks for. */
public final class SearchReader {
    /** The criteria that may be given more than once. */
    public static final Set<String> REPEATABLE = Set.of(
            "eventType",
            "aggregateType",
            "aggregateId",
            "correlationId",
            "causationId",
            "organizationId",
            "userId",
            "tag");

    /** The criteria that are given once. */
    public static final Set<String> SINGLE_CRITERIA = Set.of("from", "to", "after", "until", "text", "query");

    /** All parameters of a search that are given once. */
    public static final Set<String> SINGLE = Set.of(
            "from",
            "to",
            "after",
            "until",
            "text",
            "query",
            "sort",
            "order",
            "limit",
            "cursor",
            "asOf",
            "minPosition",
            "timeout");

    /** The most characters of a text that is looked for. */
    static final int MAX_TEXT = 1_000;

    /** What {@code order} may say. */
    static final Map<String, Order> ORDERS = Map.of("asc", Order.ASCENDING, "desc", Order.DESCENDING);

    private static final Map<String, Sort> SORTS = Map.of("timestamp", Sort.TIMESTAMP, "position", Sort.POSITION);

    private SearchReader() {}

    /**
     * Reads a search whose parameters are those of {@link #SINGLE} and {@link #REPEATABLE}.
     *
     * @throws InvalidInputException if one is not as it must be
     */
    public static ListRequest<Listing.Search> read(Fields fields) {
        return ListRequest.read(fields, Listing.Search.class, (given, base) -> search(given, base, null));
    }

    /**
     * Reads a search whose {@code query} has been read already.
     *
     * @param query the query, or null for none
     * @throws InvalidInputException if a field is not as it must be
     */
    static ListRequest<Listing.Search> read(Fields fields, @Nullable EventQuery query) {
        return ListRequest.read(fields, Listing.Search.class, (given, base) -> search(given, base, query));
    }

    /**
     * Reads a search within one aggregate type, which is no parameter then.
     *
     * @throws InvalidInputException if a parameter is not as it must be
     */
    public static ListRequest<Listing.Search> readWithin(String aggregateType, Fields fields) {
        return ListRequest.read(fields, Listing.Search.class, (given, base) -> {
            Listing.Search search = search(given, base, null);
            Criteria within = Criteria.builder(search.criteria())
                    .aggregateTypes(List.of(aggregateType))
                    .build();
            return new Listing.Search(within, search.sort(), search.order());
        });
    }

    /**
     * Reads criteria.
     *
     * @param query a query that has been read already, or null to read the field of that name
     * @throws InvalidInputException if one is not as it must be
     */
    public static Criteria criteria(Fields fields, @Nullable EventQuery query) {
        String queryText = fields.text("query");
        long from = fields.timestamp("from", Long.MIN_VALUE);
        long to = fields.timestamp("to", Long.MAX_VALUE);
        if (from > to) {
            throw InvalidInputException.invalid("from", "must not be after 'to'");
        }
        Criteria.Builder builder = Criteria.builder()
                .eventTypes(fields.identifiers("eventType"))
                .aggregateTypes(fields.identifiers("aggregateType"))
                .aggregateIds(fields.identifiers("aggregateId"))
                .correlationIds(fields.identifiers("correlationId"))
                .causationIds(fields.identifiers("causationId"))
                .organizationIds(fields.identifiers("organizationId"))
                .userIds(fields.identifiers("userId"))
                .tags(fields.identifiers("tag"))
                .fromNanos(from)
                .toNanos(to)
                .after(fields.number("after", 0, Long.MAX_VALUE, 0))
                .until(fields.number("until", 0, Long.MAX_VALUE, Long.MAX_VALUE))
                .text(fields.verbatim("text", MAX_TEXT));
        if (query != null) {
            builder.query(query);
        } else if (queryText != null) {
            builder.query(EventQueryReader.read("query", queryText.getBytes(StandardCharsets.UTF_8)));
        }
        return builder.build();
    }

    private static Listing.Search search(Fields fields, Listing.@Nullable Search base, @Nullable EventQuery query) {
        boolean given = query != null || fields.hasAny(REPEATABLE) || fields.hasAny(SINGLE_CRITERIA);
        if (base == null) {
            return new Listing.Search(
                    criteria(fields, query),
                    fields.oneOf("sort", SORTS, Sort.TIMESTAMP),
                    fields.oneOf("order", ORDERS, Order.ASCENDING));
        }
        return new Listing.Search(
                given ? criteria(fields, query) : base.criteria(),
                fields.oneOf("sort", SORTS, base.sort()),
                fields.oneOf("order", ORDERS, base.order()));
    }
}
