package dev.mayfly.schema;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.json.RedactedContent;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult.Misfit;
import dev.mayfly.eventstore.append.AppendResult.Unfit;
import dev.mayfly.eventstore.append.AppendRule;
import dev.mayfly.eventstore.append.ReservedAggregates;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.schema.json.JsonSchema;
import dev.mayfly.schema.json.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of a store at one time, as the rule that its new events must meet. Immutable; a change makes a new set.
 *
 * <p>Events without a request's budget to pay from, such as those of an import, have one for each batch, so that no batch
 * takes longer than a request may.
 */
final class SchemaSet implements AppendRule {
    /** The most bytes of data, events and steps of an append that is checked on an event loop. */
    private static final int BRIEF_BYTES = 16 << 10;

    private static final int BRIEF_EVENTS = 32;
    private static final long BRIEF_STEPS = 4_000;

    /** How many events of a log are checked with the budget of one batch. */
    private static final int BATCH_EVENTS = 1_000;

    private final NavigableMap<String, StoreSchema> byType;
    private final @Nullable StoreSchema others;
    private final long batchWork;
    private final long sizeBytes;

    private SchemaSet(NavigableMap<String, StoreSchema> byType, long batchWork) {
        this.byType = byType;
        this.others = byType.get(StoreSchema.OTHERS);
        this.batchWork = batchWork;
        this.sizeBytes =
                byType.values().stream().mapToLong(StoreSchema::sizeBytes).sum();
    }

    /**
     * Returns a set with another schema, in place of one for the same type.
     *
     * @param set the set, or null for none
     * @param batchWork the most steps of a batch of events that no request pays for
     */
    static SchemaSet with(@Nullable SchemaSet set, StoreSchema schema, long batchWork) {
        NavigableMap<String, StoreSchema> all = set == null ? new TreeMap<>() : new TreeMap<>(set.byType);
        all.put(schema.eventType(), schema);
        return new SchemaSet(all, batchWork);
    }

    /** Returns the set without the schema for a type, or null if none is left. */
    @Nullable
    SchemaSet without(String eventType) {
        NavigableMap<String, StoreSchema> all = new TreeMap<>(byType);
        all.remove(eventType);
        return all.isEmpty() ? null : new SchemaSet(all, batchWork);
    }

    int size() {
        return byType.size();
    }

    @Nullable
    StoreSchema find(String eventType) {
        return byType.get(eventType);
    }

    /** Returns the schemas after a type, in the order of their types. */
    Collection<StoreSchema> after(String eventType) {
        return byType.tailMap(eventType, false).values();
    }

    /** Returns the schema that events of a type must fit, or null if there is none. */
    @Nullable
    StoreSchema of(String eventType) {
        StoreSchema own = eventType.equals(StoreSchema.OTHERS) ? null : byType.get(eventType);
        return own == null ? others : own;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public Check check(Append append) {
        return Objects.requireNonNull(check(append, Long.MAX_VALUE));
    }

    @Override
    public @Nullable Check checkBriefly(Append append) {
        EventBatch events = append.events();
        if (events.size() > BRIEF_EVENTS) {
            return null;
        }
        long bytes = 0;
        for (int i = 0; i < events.size(); i++) {
            bytes += events.length(i, Field.DATA);
        }
        return bytes > BRIEF_BYTES ? null : check(append, BRIEF_STEPS / events.size());
    }

    private @Nullable Check check(Append append, long mostStepsAnEvent) {
        EventBatch events = append.events();
        List<Misfit> misfits = new ArrayList<>();
        Work work = paying(append.work());
        for (int i = 0; i < events.size() && misfits.size() < JsonSchema.MOST_VIOLATIONS; i++) {
            String type = Objects.requireNonNull(events.text(i, Field.EVENT_TYPE));
            StoreSchema schema = of(type);
            if (schema == null
                    || ReservedAggregates.contain(events, i)
                    || append.imported() && RedactedContent.isIn(events, i)) {
                continue;
            }
            RawJson data = json(events, i, Field.DATA);
            List<Violation> found =
                    schema.schema().violations(data == null ? RawJson.EMPTY_OBJECT : data, work, mostStepsAnEvent);
            if (found == null) {
                return null;
            }
            report(schema, type, i, found, misfits);
        }
        return new Check(this, misfits.isEmpty() ? null : new Unfit(misfits));
    }

    @Override
    public @Nullable Unfit misfits(LogPrefix log) {
        List<Misfit> misfits = new ArrayList<>();
        Positions positions = log.search(Criteria.ALL, Sort.POSITION, Order.ASCENDING, 0);
        Work work = paying(log.work());
        int checked = 0;
        for (long position = positions.next(); position != 0; position = positions.next()) {
            RecordedEvent event = log.event(position);
            StoreSchema schema = of(event.eventType());
            if (schema != null && misfits.size() < JsonSchema.MOST_VIOLATIONS && !isExempt(log, event)) {
                if (++checked % BATCH_EVENTS == 0) {
                    work = paying(log.work());
                }
                List<Violation> found = schema.schema().violations(event.data(), work, Long.MAX_VALUE);
                report(schema, event.eventType(), position, Objects.requireNonNull(found), misfits);
            }
        }
        return misfits.isEmpty() ? null : new Unfit(misfits);
    }

    @Override
    public AppendRule inFork(String parent, String fork, long position) {
        return changed(schema -> schema.in(fork, Math.min(position, schema.since(parent))));
    }

    private SchemaSet changed(UnaryOperator<StoreSchema> change) {
        NavigableMap<String, StoreSchema> all = new TreeMap<>(byType);
        all.replaceAll((type, schema) -> change.apply(schema));
        return new SchemaSet(all, batchWork);
    }

    /** Returns the budget to check a batch of events with, whose author has none: as much as a request has. */
    private Work paying(Work work) {
        return work == Work.UNLIMITED ? new Work(batchWork, () -> false) : work;
    }

    private static void report(
            StoreSchema schema, String type, long place, List<Violation> found, List<Misfit> misfits) {
        for (Violation each : found) {
            if (misfits.size() == JsonSchema.MOST_VIOLATIONS) {
                return;
            }
            String message = schema.schema().refusesEverything()
                    ? schema.eventType().equals(StoreSchema.OTHERS)
                            ? "is not allowed, because there is no schema for this event type"
                            : "is not allowed, because no event of this type fits its schema"
                    : each.message();
            misfits.add(new Misfit(place, type, "/data" + each.pointer(), message));
        }
    }

    /** Returns whether the event at a position is held against no schema. */
    static boolean isExempt(LogPrefix log, RecordedEvent event) {
        return ReservedAggregates.contain(event.aggregateId()) || log.isRedacted(event.position());
    }

    private static @Nullable RawJson json(EventBatch events, int index, Field field) {
        int offset = events.offset(index, field);
        return offset < 0 ? null : RawJson.of(events.bytes(), offset, events.length(index, field));
    }
}
