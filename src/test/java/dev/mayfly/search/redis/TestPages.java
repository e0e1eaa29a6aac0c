package dev.mayfly.search.redis;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.search.Listing;
import dev.mayfly.search.PageKey;
import dev.mayfly.search.Walk;

/** Keys of pages. */
final class TestPages {
    private TestPages() {}

    /** Returns the key of the first page of all events of a type. */
    static PageKey key(EventStore store, String eventType) {
        Listing.Search search =
                new Listing.Search(Criteria.builder().eventTypes(eventType).build(), Sort.POSITION, Order.ASCENDING);
        return PageKey.of(Walk.begin(store, AsOf.HEAD, search, 0), search, 100, false);
    }
}
