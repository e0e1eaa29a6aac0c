package dev.mayfly.criteria;

import dev.mayfly.criteria.where.Condition;
import dev.mayfly.event.Dimension;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The criteria of a search. Different criteria are ANDed.
 *
 * @param byDimension the values to match: any of them, or all of them if an event may have
 *     {@linkplain Dimension#isMultiple() several}; a dimension that is left out may have any value or none; see
 *     {@link #values}
 * @param fromNanos the earliest timestamp, inclusive, in nanoseconds since 1970; {@link Long#MIN_VALUE} for none
 * @param toNanos the latest timestamp, inclusive; {@link Long#MAX_VALUE} for none
 * @param after the position after which to search; 0 for all
 * @param until the last position to search, which may be beyond the head; {@link Long#MAX_VALUE} for all
 * @param query a DCB query that must match too, or null for none
 * @param text the text that the event's data must contain, ignoring case, or null for any: a part of the data as JSON
 *     text without whitespace between tokens, in which escapes in strings are resolved
 * @param where conditions on values in the event, all of which must hold
 */
public record Criteria(
        Map<Dimension, Set<String>> byDimension,
        long fromNanos,
        long toNanos,
        long after,
        long until,
        @Nullable EventQuery query,
        @Nullable String text,
        Set<Condition> where) {

    /** About how many bytes of memory a value takes, besides its text. */
    static final long VALUE_BYTES = 100;

    /** Criteria that every event meets. */
    public static final Criteria ALL = builder().build();

    /** Copies the map, whose sets are immutable and not empty, and the conditions. */
    public Criteria {
        byDimension = Map.copyOf(byDimension);
        where = Set.copyOf(where);
    }

    /** Returns the values to match, empty if any will do. */
    public Set<String> values(Dimension dimension) {
        Set<String> values = byDimension.get(dimension);
        return values == null ? Set.of() : values;
    }

    /** Returns how many values there are to match, those of the query included. */
    public long valueCount() {
        long count = byDimension.values().stream().mapToLong(Set::size).sum();
        for (Condition condition : where) {
            count += 1L + condition.operands().size();
        }
        return query == null ? count : count + query.valueCount();
    }

    /** Returns about how many bytes of memory they take. */
    public long sizeBytes() {
        long bytes = text == null ? 0 : text.length();
        for (Set<String> values : byDimension.values()) {
            for (String value : values) {
                bytes += VALUE_BYTES + value.length();
            }
        }
        for (Condition condition : where) {
            bytes += condition.sizeBytes();
        }
        return query == null ? bytes : bytes + query.sizeBytes();
    }

    /** Returns whether the events' own contents have to be read, not only what is indexed of them. */
    public boolean readsContents() {
        return text != null || !where.isEmpty();
    }

    /** Returns the same criteria for events after a position, or after {@link #after()} if that is later. */
    public Criteria startingAfter(long position) {
        return builder(this).after(Math.max(after, position)).build();
    }

    /** Returns a builder that starts with criteria that every event meets. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts with the given criteria. */
    public static Builder builder(Criteria criteria) {
        Builder builder = new Builder();
        builder.byDimension.putAll(criteria.byDimension);
        builder.fromNanos = criteria.fromNanos;
        builder.toNanos = criteria.toNanos;
        builder.after = criteria.after;
        builder.until = criteria.until;
        builder.query = criteria.query;
        builder.text = criteria.text;
        builder.where = criteria.where;
        return builder;
    }

    /**
     * A builder of criteria. Each call replaces the values of an earlier call to the same method for the same
     * dimension.
     */
    public static final class Builder {
        private final Map<Dimension, Set<String>> byDimension = new EnumMap<>(Dimension.class);
        private long fromNanos = Long.MIN_VALUE;
        private long toNanos = Long.MAX_VALUE;
        private long after;
        private long until = Long.MAX_VALUE;
        private @Nullable EventQuery query;
        private @Nullable String text;
        private Set<Condition> where = Set.of();

        private Builder() {}

        /** Any of these values, or all of them if an event may have several; empty for any value. */
        public Builder values(Dimension dimension, Collection<String> values) {
            if (values.isEmpty()) {
                byDimension.remove(dimension);
            } else {
                byDimension.put(dimension, Set.copyOf(values));
            }
            return this;
        }

        /** Any of these event types. */
        public Builder eventTypes(String... values) {
            return eventTypes(Arrays.asList(values));
        }

        /** Any of these event types. */
        public Builder eventTypes(List<String> values) {
            return values(Dimension.EVENT_TYPE, values);
        }

        /** Any of these aggregate types. */
        public Builder aggregateTypes(List<String> values) {
            return values(Dimension.AGGREGATE_TYPE, values);
        }

        /** Any of these aggregates. */
        public Builder aggregateIds(List<String> values) {
            return values(Dimension.AGGREGATE_ID, values);
        }

        /** Any of these correlation ids. */
        public Builder correlationIds(List<String> values) {
            return values(Dimension.CORRELATION_ID, values);
        }

        /** Any of these causation ids. */
        public Builder causationIds(List<String> values) {
            return values(Dimension.CAUSATION_ID, values);
        }

        /** All of these tags. */
        public Builder tags(List<String> values) {
            return values(Dimension.TAG, values);
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

        /** After this position. */
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

        /** Meeting all of these conditions. */
        public Builder where(Set<Condition> value) {
            where = value;
            return this;
        }

        /** Returns the criteria collected so far. */
        public Criteria build() {
            return new Criteria(byDimension, fromNanos, toNanos, after, until, query, text, where);
        }
    }
}
