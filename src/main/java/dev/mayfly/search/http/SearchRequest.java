package dev.mayfly.search.http;

import dev.mayfly.input.Fields;
import dev.mayfly.search.Listing;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search as it was asked for.
 *
 * @param page the page
 * @param minCount what to wait for first, or null for nothing
 */
public record SearchRequest(
        ListRequest<Listing.Search> page, @Nullable MinCount minCount) {
    /** The names of the parameters that a search takes once. */
    public static final Set<String> PARAMETERS = parameters();

    /**
     * Reads a search.
     *
     * @throws dev.mayfly.event.InvalidInputException if a parameter is invalid
     */
    static SearchRequest of(Fields fields) {
        return new SearchRequest(SearchReader.read(fields), MinCount.of(fields));
    }

    /**
     * Reads a search within one aggregate type, which is not a parameter then.
     *
     * @throws dev.mayfly.event.InvalidInputException if a parameter is invalid
     */
    public static SearchRequest within(String aggregateType, Fields fields) {
        return new SearchRequest(SearchReader.readWithin(aggregateType, fields), MinCount.of(fields));
    }

    private static Set<String> parameters() {
        Set<String> names = new HashSet<>(SearchReader.SINGLE);
        names.addAll(MinCount.PARAMETERS);
        return Set.copyOf(names);
    }
}
