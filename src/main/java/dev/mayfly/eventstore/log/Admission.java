package dev.mayfly.eventstore.log;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.Expectation;
import dev.mayfly.eventstore.column.AggregateTypes;
import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.index.Key;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a batch may be written, before any of it is, and keeps the keys that it looked up for the write. For
 * one thread at a time.
 *
 * <p>It checks, in this order: whether the batch is a repetition, whether it contains an id twice, whether an id is
 * already stored, whether the events meet the store's rule, whether the expectations and the condition are met, and whether
 * an event names another type for its aggregate.
 */
final class Admission {
    /** The batch size up to which the key objects are kept for the next batch. */
    private static final int KEPT = 1024;

    private final EventLog log;
    private final Lookahead lookahead;
    private final Repetition repetition;
    private final Key key = new Key();
    private Key[] ids = new Key[0];
    private int[] aggregates = new int[0];
    private int[] positions = new int[0];
    private int[] slots = new int[0];

    Admission(EventLog log, Lookahead lookahead) {
        this.log = log;
        this.lookahead = lookahead;
        this.repetition = new Repetition(log);
    }

    /** Returns the key of an event's id: the given id, or an empty key to be filled in. */
    Key eventId(int index) {
        return ids[index];
    }

    /** Returns the ordinal of an event's aggregate, or 0 if it was unknown before the batch. */
    int aggregate(int index) {
        return aggregates[index];
    }

    /** Returns the type that an event names for its aggregate, or the one derived from the aggregate's id. */
    Key aggregateType(EventBatch batch, int index) {
        int given = batch.offset(index, Field.AGGREGATE_TYPE);
        if (given >= 0) {
            return key.set(batch.bytes(), given, batch.length(index, Field.AGGREGATE_TYPE), log.seed);
        }
        byte[] derived = AggregateTypes.derivedFrom(present(batch, index, Field.AGGREGATE_ID));
        return key.set(derived, 0, derived.length, log.seed);
    }

    /**
     * Returns why an append is not to be written, or null if it is.
     *
     * @param condition what is known of the append's condition already; null if it has none or nothing is known
     * @param repetition whether it is known already that the append repeats events; null if not
     * @param unfit what to refuse new events for; null if they meet the store's rule
     */
    @Nullable
    AppendResult refusal(
            Append append,
            @Nullable CheckedCondition condition,
            @Nullable CheckedRepetition repetition,
            AppendResult.@Nullable Unfit unfit) {
        EventBatch batch = append.events();
        int head = log.head();
        prepare(batch);
        AppendResult known = knownIds(batch, repetition);
        if (known != null || unfit != null) {
            return known != null ? known : unfit;
        }
        for (Expectation expectation : append.expectations()) {
            int aggregate = log.columns.aggregates.find(log.key(expectation.aggregateId()));
            int version = log.aggregates.version(aggregate, head);
            if (!expectation.version().isMetBy(version, log.incarnation, log.removals.life(aggregate))) {
                return new AppendResult.VersionConflict(expectation.aggregateId(), expectation.version(), version);
            }
        }
        if (append.condition() != null) {
            if (append.condition().after() > head) {
                return new AppendResult.ConditionBeyond(head);
            }
            long matched = CheckedCondition.lastMatch(log, append.condition(), condition);
            if (matched != 0) {
                return new AppendResult.ConditionFailed(matched);
            }
        }
        return otherType(batch);
    }

    /** Looks up all aggregates, and sets the keys by which ids are looked up when needed. */
    private void prepare(EventBatch batch) {
        int size = batch.size();
        if (ids.length < size || ids.length > KEPT) {
            int capacity = Math.max(size, 1);
            ids = new Key[capacity];
            Arrays.setAll(ids, i -> new Key());
            aggregates = new int[capacity];
            positions = new int[capacity];
        }
        for (int from = 0; from < size; from += Lookahead.EVENTS) {
            int to = Math.min(size, from + Lookahead.EVENTS);
            lookahead.identities(batch, from, to, ids);
            for (int i = from; i < to; i++) {
                aggregates[i] = log.columns.aggregates.find(lookahead.aggregate(i - from));
                positions[i] = batch.offset(i, Field.EVENT_ID) < 0 ? 0 : log.ids.find(ids[i], log.head());
            }
        }
    }

    private @Nullable AppendResult knownIds(EventBatch batch, @Nullable CheckedRepetition checked) {
        int size = batch.size();
        int given = 0;
        int firstKnown = -1;
        int firstPosition = 0;
        boolean run = true;
        for (int i = 0; i < size; i++) {
            int position = positions[i];
            given += batch.offset(i, Field.EVENT_ID) < 0 ? 0 : 1;
            if (position != 0 && firstKnown < 0) {
                firstKnown = i;
                firstPosition = position;
            }
            run &= position != 0 && position == firstPosition + i;
        }
        if (run && isRepetition(batch, firstPosition, checked)) {
            return appended(firstPosition, firstPosition + size - 1, true);
        }
        if (size > 1 && given > 1) {
            int repeated = firstRepeatedId(batch);
            if (repeated >= 0) {
                return new AppendResult.RepeatedEventId(present(batch, repeated, Field.EVENT_ID), repeated);
            }
        }
        return firstKnown < 0
                ? null
                : new AppendResult.DuplicateEvent(present(batch, firstKnown, Field.EVENT_ID), firstPosition);
    }

    private boolean isRepetition(EventBatch batch, int first, @Nullable CheckedRepetition checked) {
        return checked != null && checked.isOf(log) && checked.first() == first
                ? checked.isSame()
                : repetition.isOf(batch, first);
    }

    /** Returns the result for events that are in the log. */
    AppendResult.Appended appended(int first, int last, boolean replayed) {
        Columns columns = log.columns;
        return new AppendResult.Appended(
                first,
                last,
                columns.records.version(columns.recordAddress(first)),
                columns.records.version(columns.recordAddress(last)),
                replayed);
    }

    private int firstRepeatedId(EventBatch batch) {
        clearSlots(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            if (batch.offset(i, Field.EVENT_ID) >= 0) {
                int other = enter(batch, Field.EVENT_ID, i, ids[i].hash());
                if (other >= 0) {
                    return i;
                }
            }
        }
        return -1;
    }

    private @Nullable AppendResult otherType(EventBatch batch) {
        boolean severalNew = false;
        for (int i = 0; i < batch.size(); i++) {
            int aggregate = aggregates[i];
            if (!exists(aggregate)) {
                severalNew = batch.size() > 1;
            } else if (batch.offset(i, Field.AGGREGATE_TYPE) >= 0) {
                int type = log.columns.aggregateType.get(aggregate);
                if (!log.columns.aggregateTypes.matches(type, aggregateType(batch, i))) {
                    AppendResult earlier = severalNew ? otherTypeWithin(batch, i) : null;
                    return earlier != null ? earlier : mismatch(batch, i, log.columns.aggregateTypes.text(type));
                }
            }
        }
        return severalNew ? otherTypeWithin(batch, batch.size()) : null;
    }

    /**
     * Finds an event before {@code end} that names another type for a new aggregate than an earlier event of the batch.
     */
    private @Nullable AppendResult otherTypeWithin(EventBatch batch, int end) {
        clearSlots(batch.size());
        for (int i = 0; i < end; i++) {
            int aggregate = aggregates[i];
            if (exists(aggregate)) {
                continue;
            }
            int offset = batch.offset(i, Field.AGGREGATE_ID);
            key.set(batch.bytes(), offset, batch.length(i, Field.AGGREGATE_ID), log.seed);
            int first = enter(batch, Field.AGGREGATE_ID, i, key.hash());
            if (first >= 0 && batch.offset(i, Field.AGGREGATE_TYPE) >= 0) {
                String known = aggregateType(batch, first).toString();
                if (!known.equals(batch.text(i, Field.AGGREGATE_TYPE))) {
                    return mismatch(batch, i, known);
                }
            }
        }
        return null;
    }

    /** Returns whether an aggregate has events. */
    private boolean exists(int aggregate) {
        return log.aggregates.last(aggregate, log.head()) != 0;
    }

    private static AppendResult mismatch(EventBatch batch, int i, String known) {
        return new AppendResult.TypeMismatch(
                present(batch, i, Field.AGGREGATE_ID), known, present(batch, i, Field.AGGREGATE_TYPE), i);
    }

    private static String present(EventBatch batch, int index, Field field) {
        return Objects.requireNonNull(batch.text(index, field));
    }

    private void clearSlots(int size) {
        int wanted = Integer.highestOneBit(size) * 4;
        if (slots.length < wanted || slots.length > 4 * KEPT) {
            slots = new int[wanted];
        } else {
            Arrays.fill(slots, 0);
        }
    }

    /** Registers an event under one of its texts; returns the first event registered under the same text, or -1. */
    private int enter(EventBatch batch, Field field, int index, long hash) {
        int mask = slots.length - 1;
        for (int i = (int) (hash >>> 20) & mask; ; i = i + 1 & mask) {
            int other = slots[i] - 1;
            if (other < 0) {
                slots[i] = index + 1;
                return -1;
            }
            if (sameText(batch, field, index, other)) {
                return other;
            }
        }
    }

    private static boolean sameText(EventBatch batch, Field field, int a, int b) {
        int first = batch.offset(a, field);
        int second = batch.offset(b, field);
        return Arrays.equals(
                batch.bytes(),
                first,
                first + batch.length(a, field),
                batch.bytes(),
                second,
                second + batch.length(b, field));
    }
}
