package dev.mayfly.search.http;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.CriteriaParts;
import dev.mayfly.criteria.CriteriaReader;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.input.Fields;
import dev.mayfly.search.Listing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a search looks for. */
public final class SearchReader {
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

    /** The values of {@code order}. */
    static final Map<String, Order> ORDERS = Map.of("asc", Order.ASCENDING, "desc", Order.DESCENDING);

    private static final Map<String, Sort> SORTS = Map.of("timestamp", Sort.TIMESTAMP, "position", Sort.POSITION);

    private SearchReader() {}

    /**
     * Reads a search whose parameters are those of {@link #SINGLE} and {@link CriteriaReader#REPEATABLE}.
     *
     * @throws InvalidInputException if one is invalid
     */
    public static ListRequest<Listing.Search> read(Fields fields) {
        return ListRequest.read(fields, Listing.Search.class, (given, base) -> search(given, base, CriteriaParts.NONE));
    }

    /**
     * Reads a search of which some parts have been read already.
     *
     * @throws InvalidInputException if a field is invalid
     */
    static ListRequest<Listing.Search> read(Fields fields, CriteriaParts parts) {
        return ListRequest.read(fields, Listing.Search.class, (given, base) -> search(given, base, parts));
    }

    /**
     * Reads a search within one aggregate type, which is not a parameter then.
     *
     * @throws InvalidInputException if a parameter is invalid
     */
    public static ListRequest<Listing.Search> readWithin(String aggregateType, Fields fields) {
        return ListRequest.read(fields, Listing.Search.class, (given, base) -> {
            Listing.Search search = search(given, base, CriteriaParts.NONE);
            Criteria within = Criteria.builder(search.criteria())
                    .aggregateTypes(List.of(aggregateType))
                    .build();
            return new Listing.Search(within, search.sort(), search.order());
        });
    }

    private static Listing.Search search(Fields fields, Listing.@Nullable Search base, CriteriaParts parts) {
        boolean given =
                parts.isGiven() || fields.hasAny(CriteriaReader.REPEATABLE) || fields.hasAny(CriteriaReader.SINGLE);
        if (base == null) {
            return new Listing.Search(
                    CriteriaReader.criteria(fields, parts),
                    fields.oneOf("sort", SORTS, Sort.TIMESTAMP),
                    fields.oneOf("order", ORDERS, Order.ASCENDING));
        }
        return new Listing.Search(
                given ? CriteriaReader.criteria(fields, parts) : base.criteria(),
                fields.oneOf("sort", SORTS, base.sort()),
                fields.oneOf("order", ORDERS, base.order()));
    }
}
