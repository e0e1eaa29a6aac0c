package dev.mayfly.redis;

import dev.mayfly.eventstore.Criteria;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Order;
import dev.mayfly.eventstore.Sort;
import dev.mayfly.query.AsOf;
import dev.mayfly.query.Listing;
import dev.mayfly.query.PageKey;
import dev.mayfly.query.Walk;

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
