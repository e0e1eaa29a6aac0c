package dev.mayfly.criteria;

import java.util.List;
import java.util.Set;

/**
 * A query in the sense of Dynamic Consistency Boundaries (dcb.events): an event matches when it matches any item; a
 * query without items matches every event.
 *
 * @param items the alternatives
 */
public record EventQuery(List<Item> items) {
    /**
     * An alternative: the event's type is one of {@code types} (or none are given) and it has all of {@code tags}.
     *
     * @param types event types, or empty for any
     * @param tags tags, or empty for any; not both are empty
     */
    public record Item(Set<String> types, Set<String> tags) {
        /** Copies both sets. */
        public Item {
            types = Set.copyOf(types);
            tags = Set.copyOf(tags);
            if (types.isEmpty() && tags.isEmpty()) {
                throw new IllegalArgumentException("an item names at least one type or tag");
            }
        }
    }

    /** Returns how many items, types and tags it has, all counted as often as they are named. */
    public long valueCount() {
        return items.stream()
                .mapToLong(item -> 1L + item.types().size() + item.tags().size())
                .sum();
    }

    /** Returns about how many bytes of memory it takes. */
    long sizeBytes() {
        long bytes = 0;
        for (Item item : items) {
            bytes += 2 * Criteria.VALUE_BYTES;
            for (String type : item.types()) {
                bytes += Criteria.VALUE_BYTES + type.length();
            }
            for (String tag : item.tags()) {
                bytes += Criteria.VALUE_BYTES + tag.length();
            }
        }
        return bytes;
    }

    /** Copies the list. */
    public EventQuery {
        items = List.copyOf(items);
    }
}
