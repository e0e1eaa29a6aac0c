package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.column.RecordView;
import dev.mayfly.eventstore.prefix.Work;
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
 * number of items: it is O(tags · log items) for a query whose items share no tag. Each comparison is a step of work.
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

        boolean matches(int type, int[] borne, Work work) {
            work.pay(1);
            if (types.length > 0 && Arrays.binarySearch(types, type) < 0) {
                return false;
            }
            return Matcher.hasAll(borne, tags, work);
        }
    }

    /** How many tags of an event are read in a step, as a power of two. */
    private static final int TAGS_IN_STEP_SHIFT = 4;

    private final Columns columns;
    private final Work work;
    /** The types of the items without tags, in ascending order. */
    private final int[] types;
    /** The tags that alternatives are filed under, in ascending order. */
    private final int[] filed;
    /** The alternatives by the index of their tag in {@link #filed}. */
    private final Alternative[][] alternatives;

    private QueryMatcher(Columns columns, Work work, int[] types, Map<Integer, List<Alternative>> byTag) {
        this.columns = columns;
        this.work = work;
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
        int[] borne = Matcher.sortedTags(new RecordView(columns.records, columns.recordAddress(position)));
        work.pay(borne.length >>> TAGS_IN_STEP_SHIFT);
        for (int tag : borne) {
            int at = Arrays.binarySearch(filed, tag);
            if (at >= 0) {
                for (Alternative each : alternatives[at]) {
                    if (each.matches(type, borne, work)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Returns the most items, of different tags, that are compared with an event because of one of its tags. */
    int mostAlternatives() {
        int most = 0;
        for (Alternative[] each : alternatives) {
            most = Math.max(most, each.length);
        }
        return most;
    }

    /** Returns the rows of postings in which every match is, each once. */
    Rows rows(EventLog log) {
        Rows rows = new Rows();
        rows.addTypes(types);
        for (int i = 0; i < filed.length; i++) {
            int tagged = log.byTag.count(filed[i]);
            for (Alternative each : alternatives[i]) {
                if (each.types.length == 0 || tagged < Plan.count(log.byType, each.types)) {
                    rows.tags.add(filed[i]);
                } else {
                    rows.addTypes(each.types);
                }
                rows.exact &= each.tags.length == 1 && each.types.length == 0;
            }
        }
        return rows;
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

        QueryMatcher build(Work work) {
            int[] untagged = ordinals(items.getOrDefault(new Tags(NONE), Set.of()));
            Map<Integer, List<Alternative>> byTag = new TreeMap<>();
            items.forEach((tags, itemTypes) -> {
                if (tags.ordinals.length > 0) {
                    byTag.computeIfAbsent(Plan.rarest(log.byTag, tags.ordinals), unused -> new ArrayList<>())
                            .add(new Alternative(tags.ordinals, ordinals(itemTypes)));
                }
            });
            return new QueryMatcher(log.columns, work, untagged, byTag);
        }
    }

    /** Rows of postings which together hold every match. */
    static final class Rows {
        private final Set<Integer> types = new HashSet<>();
        private final Set<Integer> tags = new HashSet<>();
        private boolean exact = true;

        private void addTypes(int[] ordinals) {
            for (int type : ordinals) {
                types.add(type);
            }
        }

        /** Returns whether every event in the rows is a match. */
        boolean areExact() {
            return exact;
        }

        int[] types() {
            return ordinals(types);
        }

        int[] tags() {
            return ordinals(tags);
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
