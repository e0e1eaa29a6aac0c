package dev.mayfly.criteria;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a search looks for. Each set means "any of these" and, when empty, "whatever"; different criteria are ANDed.
 *
 * @param eventTypes event types
 * @param aggregateTypes aggregate types
 * @param aggregateIds aggregate ids
 * @param correlationIds correlation ids
 * @param causationIds causation ids
 * @param organizationIds values of {@code metadata.organizationId}
 * @param userIds values of {@code metadata.userId}
 * @param tags tags, all of which an event must bear
 * @param fromNanos the earliest timestamp, inclusive, in nanoseconds since 1970; {@link Long#MIN_VALUE} for none
 * @param toNanos the latest timestamp, inclusive; {@link Long#MAX_VALUE} for none
 * @param after the position behind which events are looked for; 0 for all
 * @param until the last position at which events are looked for, which may be beyond the head; {@link Long#MAX_VALUE} for all
 * @param query a DCB query that must match too, or null for none
 * @param text what the event's data must have in it, whatever its case, or null for anything: a part of the data as JSON
 *     text without whitespace between tokens, in which each escape of a string stands as the character that it means
 */
public record Criteria(
        Set<String> eventTypes,
        Set<String> aggregateTypes,
        Set<String> aggregateIds,
        Set<String> correlationIds,
        Set<String> causationIds,
        Set<String> organizationIds,
        Set<String> userIds,
        Set<String> tags,
        long fromNanos,
        long toNanos,
        long after,
        long until,
        @Nullable EventQuery query,
        @Nullable String text) {

    /** Criteria that every event meets. */
    public static final Criteria ALL = builder().build();

    /** Copies the sets. */
    public Criteria {
        eventTypes = Set.copyOf(eventTypes);
        aggregateTypes = Set.copyOf(aggregateTypes);
        aggregateIds = Set.copyOf(aggregateIds);
        correlationIds = Set.copyOf(correlationIds);
        causationIds = Set.copyOf(causationIds);
        organizationIds = Set.copyOf(organizationIds);
        userIds = Set.copyOf(userIds);
        tags = Set.copyOf(tags);
    }

    /** Returns the same criteria for the events behind a position, or behind {@link #after()} where that is later. */
    public Criteria behind(long position) {
        return builder(this).after(Math.max(after, position)).build();
    }

    /** Returns a builder of criteria that, so far, every event meets. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder of criteria that, so far, are those. */
    public static Builder builder(Criteria criteria) {
        Builder builder = new Builder();
        builder.eventTypes = criteria.eventTypes;
        builder.aggregateTypes = criteria.aggregateTypes;
        builder.aggregateIds = criteria.aggregateIds;
        builder.correlationIds = criteria.correlationIds;
        builder.causationIds = criteria.causationIds;
        builder.organizationIds = criteria.organizationIds;
        builder.userIds = criteria.userIds;
        builder.tags = criteria.tags;
        builder.fromNanos = criteria.fromNanos;
        builder.toNanos = criteria.toNanos;
        builder.after = criteria.after;
        builder.until = criteria.until;
        builder.query = criteria.query;
        builder.text = criteria.text;
        return builder;
    }

    /** Collects criteria; each call replaces what an earlier one to the same method said. */
    public static final class Builder {
        private Set<String> eventTypes = Set.of();
        private Set<String> aggregateTypes = Set.of();
        private Set<String> aggregateIds = Set.of();
        private Set<String> correlationIds = Set.of();
        private Set<String> causationIds = Set.of();
        private Set<String> organizationIds = Set.of();
        private Set<String> userIds = Set.of();
        private Set<String> tags = Set.of();
        private long fromNanos = Long.MIN_VALUE;
        private long toNanos = Long.MAX_VALUE;
        private long after;
        private long until = Long.MAX_VALUE;
        private @Nullable EventQuery query;
        private @Nullable String text;

        private Builder() {}

        /** Any of these event types. */
        public Builder eventTypes(String... values) {
            return eventTypes(List.of(values));
        }

        /** Any of these event types. */
        public Builder eventTypes(List<String> values) {
            eventTypes = Set.copyOf(values);
            return this;
        }

        /** Any of these aggregate types. */
        public Builder aggregateTypes(List<String> values) {
            aggregateTypes = Set.copyOf(values);
            return this;
        }

        /** Any of these aggregates. */
        public Builder aggregateIds(List<String> values) {
            aggregateIds = Set.copyOf(values);
            return this;
        }

        /** Any of these correlation ids. */
        public Builder correlationIds(List<String> values) {
            correlationIds = Set.copyOf(values);
            return this;
        }

        /** Any of these causation ids. */
        public Builder causationIds(List<String> values) {
            causationIds = Set.copyOf(values);
            return this;
        }

        /** Any of these organisations. */
        public Builder organizationIds(List<String> values) {
            organizationIds = Set.copyOf(values);
            return this;
        }

        /** Any of these users. */
        public Builder userIds(List<String> values) {
            userIds = Set.copyOf(values);
            return this;
        }

        /** All of these tags. */
        public Builder tags(List<String> values) {
            tags = Set.copyOf(values);
            return this;
        }

        /** Not before this time, in nanoseconds since 1970. */
        public Builder fromNanos(long value) {
            fromNanos = value;
            return this;
        }

        /** Not after this time, in nanoseconds since 1970. */
        public Builder toNanos(long value) {
            toNanos = value;
            return this;
        }

        /** Behind this position. */
        public Builder after(long value) {
            after = value;
            return this;
        }

        /** Up to this position, inclusive. */
        public Builder until(long value) {
            until = value;
            return this;
        }

        /** Matching this query too. */
        public Builder query(@Nullable EventQuery value) {
            query = value;
            return this;
        }

        /** With this text in its data. */
        public Builder text(@Nullable String value) {
            text = value;
            return this;
        }

        /** Returns the criteria said so far. */
        public Criteria build() {
            return new Criteria(
                    eventTypes,
                    aggregateTypes,
                    aggregateIds,
                    correlationIds,
                    causationIds,
                    organizationIds,
                    userIds,
                    tags,
                    fromNanos,
                    toNanos,
                    after,
                    until,
                    query,
                    text);
        }
    }
}
