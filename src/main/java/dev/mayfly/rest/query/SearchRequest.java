package dev.mayfly.rest.query;

import dev.mayfly.query.Listing;
import org.jspecify.annotations.Nullable;

/**
 * A search as it was asked for.
 *
 * @param page the page
 * @param minCount what to wait for first, or null for nothing
 */
record SearchRequest(
        ListRequest<Listing.Search> page, @Nullable MinCount minCount) {}
