package dev.mayfly.schema;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.tree.JsonMeaning;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.schema.json.JsonSchema;
import dev.mayfly.schema.json.PatternEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The schemas of all stores, which each store keeps as the rule of its appends. Any thread may call any method. */
public final class Schemas {
    private final SchemaLimits limits;
    private final PatternEngine patterns;

    /** Makes an instance; nothing of it is set up before the first schema. */
    public Schemas(SchemaLimits limits, PatternEngine patterns) {
        this.limits = limits;
        this.patterns = patterns;
    }

    /** The outcome of putting a schema. */
    public sealed interface Put {
        /** The type had no schema. */
        record Created(StoreSchema schema) implements Put {}

        /** The type had another schema, or the same one, which then stays. */
        record Changed(StoreSchema schema) implements Put {}

        /**
         * The store has its limit of schemas.
         *
         * @param limit the limit
         */
        record Full(int limit) implements Put {}

        /** The store has too little memory for it. */
        record NoMemory(long usedBytes, long limitBytes) implements Put {}
    }

    /** Returns the limits. */
    public SchemaLimits limits() {
        return limits;
    }

    /**
     * Compiles a schema.
     *
     * @throws InvalidInputException if it is too large or refused; see {@link JsonSchema#compile}
     */
    public JsonSchema compile(RawJson text, Work work) {
        if (text.sizeBytes() > limits.maxBytes()) {
            throw InvalidInputException.tooLarge(
                    "",
                    "A schema may have up to " + limits.maxBytes() + " bytes (mayfly.schemas.max-size).",
                    limits.maxBytes());
        }
        return JsonSchema.compile(text, patterns, work);
    }

    /** Holds new events of a type against a schema from now on; waits for an append in progress. */
    public Put put(EventStore store, String eventType, JsonSchema schema) {
        while (true) {
            SchemaSet before = set(store);
            StoreSchema known = before == null ? null : before.find(eventType);
            if (known != null && JsonMeaning.same(known.schema().text(), schema.text())) {
                return new Put.Changed(known);
            }
            if (known == null && before != null && before.size() >= limits.perStore()) {
                return new Put.Full(limits.perStore());
            }
            long bytes =
                    schema.sizeBytes() - (known == null ? 0 : known.schema().sizeBytes());
            if (bytes > 0 && !store.hasRoomFor(bytes)) {
                MemoryUse memory = store.memory();
                return new Put.NoMemory(memory.usedBytes(), memory.limitBytes());
            }
            StoreSchema put = add(store, before, eventType, schema, Long.MAX_VALUE);
            if (put != null) {
                return known == null ? new Put.Created(put) : new Put.Changed(put);
            }
        }
    }

    /** Adds a schema that all events after a position fit; returns null if the schemas have been changed meanwhile. */
    private @Nullable StoreSchema add(
            EventStore store, @Nullable SchemaSet before, String eventType, JsonSchema schema, long since) {
        AtomicReference<@Nullable StoreSchema> added = new AtomicReference<>();
        boolean done = store.changeRule(before, position -> {
            StoreSchema made = new StoreSchema(eventType, schema, Math.min(since, position), store.incarnation());
            added.set(made);
            return SchemaSet.with(before, made, limits.work());
        });
        // Tells the budget of all stores.
        var unused = store.memory();
        return done ? added.get() : null;
    }

    /**
     * Compiles a schema that was accepted before, whatever its size.
     *
     * @throws InvalidInputException if it is refused
     */
    public JsonSchema compileKept(RawJson text) {
        return JsonSchema.compile(text, patterns, Work.UNLIMITED);
    }

    /**
     * Brings back a schema that a store had in another process.
     *
     * @param since the position after which all events fit it
     */
    public void bringBack(EventStore store, String eventType, JsonSchema schema, long since) {
        StoreSchema added;
        do {
            added = add(store, set(store), eventType, schema, since);
        } while (added == null);
    }

    /** Removes the schema for a type, and returns whether there was one. */
    public boolean remove(EventStore store, String eventType) {
        while (true) {
            SchemaSet before = set(store);
            if (before == null || before.find(eventType) == null) {
                return false;
            }
            if (store.changeRule(before, position -> before.without(eventType))) {
                return true;
            }
        }
    }

    /** Returns the schema that was put for a type, or empty if there is none. */
    public Optional<StoreSchema> find(EventStore store, String eventType) {
        SchemaSet set = set(store);
        return Optional.ofNullable(set == null ? null : set.find(eventType));
    }

    /**
     * Returns schemas in the order of their types, the first after a type.
     *
     * @param most the most of them
     * @param mostBytes the size of their texts at which no more are added
     */
    public List<StoreSchema> page(EventStore store, String after, int most, long mostBytes) {
        SchemaSet set = set(store);
        List<StoreSchema> page = new ArrayList<>();
        long bytes = 0;
        if (set != null) {
            for (StoreSchema each : set.after(after)) {
                if (page.size() == most || bytes >= mostBytes) {
                    break;
                }
                page.add(each);
                bytes += each.schema().text().sizeBytes();
            }
        }
        return page;
    }

    /**
     * Returns how many stored events would not fit a schema if it were the one for a type. Costs as much as reading them.
     *
     * @param log the events; its budget pays
     */
    public long misfits(EventStore store, LogPrefix log, String eventType, JsonSchema schema) {
        boolean forOthers = eventType.equals(StoreSchema.OTHERS);
        SchemaSet set = set(store);
        Criteria concerned = forOthers
                ? Criteria.ALL
                : Criteria.builder().eventTypes(eventType).build();
        Positions positions = log.search(concerned, Sort.POSITION, Order.ASCENDING, 0);
        long misfits = 0;
        for (long position = positions.next(); position != 0; position = positions.next()) {
            RecordedEvent event = log.event(position);
            boolean hasOwn = forOthers
                    && set != null
                    && !event.eventType().equals(StoreSchema.OTHERS)
                    && set.find(event.eventType()) != null;
            if (!hasOwn && !SchemaSet.isExempt(log, event)) {
                misfits += Objects.requireNonNull(schema.violations(event.data(), log.work(), Long.MAX_VALUE))
                                .isEmpty()
                        ? 0
                        : 1;
            }
        }
        return misfits;
    }

    private static @Nullable SchemaSet set(EventStore store) {
        return (SchemaSet) store.rule();
    }
}
