package dev.mayfly.subscription.http;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.CriteriaReader;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.input.Fields;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subscription request: which events to follow, and from where.
 *
 * @param criteria the criteria for events, in any history
 * @param after the checkpoint after which it starts
 */
record SubscriptionRequest(Criteria criteria, Checkpoint after) {
    /** The header in which a reconnecting client sends the last event id that it received. */
    static final String LAST_EVENT_ID = "Last-Event-ID";

    private static final Set<String> SINGLE = Set.of("from", "to", "until", "text", "query", "after", "incarnation");

    /**
     * Reads a request to a store.
     *
     * @throws InvalidInputException if a parameter or the header is invalid
     */
    static SubscriptionRequest of(HttpServerRequest request, EventStore store) {
        Fields fields = Fields.ofQuery(request.query(), SINGLE, CriteriaReader.REPEATABLE);
        Criteria criteria = CriteriaReader.criteria(fields.with("after", "0"));
        Checkpoint after = parameters(fields, store);
        Checkpoint last = lastEventId(request.getHeader(LAST_EVENT_ID), store);
        return new SubscriptionRequest(criteria, last == null ? after : last);
    }

    private static Checkpoint parameters(Fields fields, EventStore store) {
        String incarnation = fields.text("incarnation");
        long after = fields.number("after", 0, Long.MAX_VALUE, 0);
        if (incarnation != null) {
            Identifier.require("incarnation", incarnation);
        }
        return new Checkpoint(incarnation == null ? store.incarnation() : incarnation, after);
    }

    private static @Nullable Checkpoint lastEventId(@Nullable String header, EventStore store) {
        if (header == null || header.isBlank()) {
            return null;
        }
        return Checkpoint.parse(LAST_EVENT_ID, header.strip(), store.incarnation());
    }
}
