package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether an event matches any item of a DCB query.
 *
 * <p>Items with the same tags are one alternative, and each alternative is filed under the rarest of its tags. An event
 * is compared only with the alternatives that are filed under a tag of its own, so its cost does not follow from the
 * number of items: it is O(tags · log items) for a query whose items share no tag.
 */
final class QueryMatcher implements Matcher {
    private static final int[] NONE = {};

    /** Items that name the same tags. */
    private static final class Alternative {
        /** The tags that an event must all have. */
        private final int[] tags;
        /** The types of which it must have one, in ascending order; empty for any. */
        private final int[] types;

        Alternative(int[] tags, int[] types) {
            this.tags = tags;
            this.types = types;
        }

        boolean matches(int type, int[] borne) {
            if (types.length > 0 && Arrays.binarySearch(types, type) < 0) {
                return false;
            }
            for (int wanted : tags) {
                if (!contains(borne, wanted)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Columns columns;
    /** The types of the items without tags, in ascending order. */
    private final int[] types;
    /** The tags that alternatives are filed under, in ascending order. */
    private final int[] filed;
    /** The alternatives by the index of their tag in {@link #filed}. */
    private final Alternative[][] alternatives;

    private QueryMatcher(Columns columns, int[] types, Map<Integer, List<Alternative>> byTag) {
        this.columns = columns;
        this.types = types;
        this.filed = byTag.keySet().stream().mapToInt(Integer::intValue).toArray();
        this.alternatives = byTag.values().stream()
                .map(each -> each.toArray(Alternative[]::new))
                .toArray(Alternative[][]::new);
    }

    @Override
    public boolean matches(int position) {
        int type = columns.type.get(position);
        if (Arrays.binarySearch(types, type) >= 0) {
            return true;
        }
        if (filed.length == 0) {
            return false;
        }
        int[] borne = new RecordView(columns.records, columns.recordAddress(position)).tags();
        for (int tag : borne) {
            int at = Arrays.binarySearch(filed, tag);
            if (at >= 0) {
                for (Alternative each : alternatives[at]) {
                    if (each.matches(type, borne)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean contains(int[] ordinals, int wanted) {
        for (int ordinal : ordinals) {
            if (ordinal == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Collects the items of a query that some event can match. For one thread. */
    static final class Builder {
        private final EventLog log;
        /** The types by the tags in ascending order; the types are empty for any. */
        private final Map<Tags, Set<Integer>> items = new HashMap<>();

        Builder(EventLog log) {
            this.log = log;
        }

        /**
         * Adds an item.
         *
         * @param types the ordinals of its types, empty for any
         * @param tags the ordinals of its tags; not both are empty
         */
        void add(int[] types, int[] tags) {
            Arrays.sort(tags);
            Set<Integer> known = items.get(new Tags(tags));
            if (known == null) {
                known = new HashSet<>();
                items.put(new Tags(tags), known);
            } else if (known.isEmpty() || types.length == 0) {
                known.clear();
                return;
            }
            for (int type : types) {
                known.add(type);
            }
        }

        /** Returns the rows of postings in which every match is, each once. */
        Rows rows() {
            Rows rows = new Rows();
            items.forEach((tags, itemTypes) -> {
                long byType = itemTypes.isEmpty()
                        ? Long.MAX_VALUE
                        : itemTypes.stream().mapToLong(log.byType::count).sum();
                int rarest = tags.ordinals.length == 0 ? 0 : rarest(tags.ordinals);
                rows.exact &= tags.ordinals.length == 0 || tags.ordinals.length == 1 && itemTypes.isEmpty();
                if (rarest != 0 && log.byTag.count(rarest) < byType) {
                    rows.tags.put(rarest, log.byTag.count(rarest));
                } else {
                    for (int type : itemTypes) {
                        rows.types.put(type, log.byType.count(type));
                    }
                }
            });
            return rows;
        }

        QueryMatcher build() {
            int[] untagged = ordinals(items.getOrDefault(new Tags(NONE), Set.of()));
            Map<Integer, List<Alternative>> byTag = new TreeMap<>();
            items.forEach((tags, itemTypes) -> {
                if (tags.ordinals.length > 0) {
                    byTag.computeIfAbsent(rarest(tags.ordinals), unused -> new ArrayList<>())
                            .add(new Alternative(tags.ordinals, ordinals(itemTypes)));
                }
            });
            return new QueryMatcher(log.columns, untagged, byTag);
        }

        private int rarest(int[] tags) {
            int best = tags[0];
            for (int tag : tags) {
                if (log.byTag.count(tag) < log.byTag.count(best)) {
                    best = tag;
                }
            }
            return best;
        }
    }

    /** Rows of postings with their sizes, which together hold every match. */
    static final class Rows {
        private final Map<Integer, Integer> types = new HashMap<>();
        private final Map<Integer, Integer> tags = new HashMap<>();
        private boolean exact = true;

        /** Returns whether every event in the rows is a match. */
        boolean areExact() {
            return exact;
        }

        /** Returns how many entries the rows have. */
        long count() {
            return types.values().stream().mapToLong(Integer::longValue).sum()
                    + tags.values().stream().mapToLong(Integer::longValue).sum();
        }

        int[] types() {
            return ordinals(types.keySet());
        }

        int[] tags() {
            return ordinals(tags.keySet());
        }
    }

    /** Tags as a key of a map. */
    private static final class Tags {
        private final int[] ordinals;

        Tags(int[] ordinals) {
            this.ordinals = ordinals;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Tags tags && Arrays.equals(ordinals, tags.ordinals);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(ordinals);
        }
    }

    private static int[] ordinals(Set<Integer> ordinals) {
        return ordinals.stream().mapToInt(Integer::intValue).sorted().toArray();
    }
}
