package dev.mayfly.dump;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.KeptSettings;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A line of a dump that is not an event, in version 2 and later of the format. docs/dump-format.md describes each member.
 *
 * <p>Every such line is an object with the single member {@code mayfly}. The first member inside it identifies the
 * line.
 */
public sealed interface DumpLine {
    /**
     * The first line of a dump.
     *
     * @param id the dump's own id, 32 hexadecimal digits
     * @param at when the process started to write it
     * @param clean whether it was taken at a stop, after the last append, so that its histories can be continued
     * @param path the absolute path that it was written to
     * @param stores the number of stores that follow
     */
    record Header(String id, Instant at, boolean clean, String path, int stores) implements DumpLine {}

    /**
     * The line before a store's projections, schemas and events.
     *
     * @param name the store's name
     * @param incarnation the id of its history
     * @param settings its settings
     * @param events the number of events that follow
     * @param removed the number of positions whose events were removed
     * @param revision how often events had been removed or redacted
     */
    record Store(String name, String incarnation, KeptSettings settings, long events, long removed, int revision)
            implements DumpLine {
        /** Makes the line of a store from which nothing was removed. */
        public Store(String name, String incarnation, KeptSettings settings, long events) {
            this(name, incarnation, settings, events, 0, 0);
        }
    }

    /**
     * A declared projection of the store.
     *
     * @param name its name
     * @param definition its definition, exactly as it was sent
     */
    record Projection(String name, RawJson definition) implements DumpLine {}

    /**
     * A schema of the store.
     *
     * @param eventType the type of the events that must fit it, or {@code *}
     * @param since the position after which all events fit it
     * @param definition the schema, exactly as it was sent
     */
    record Schema(String eventType, long since, RawJson definition) implements DumpLine {}

    /**
     * A snapshot of the store.
     *
     * @param name its name
     * @param atNanos when it was taken, by the store's clock, in nanoseconds since 1970
     * @param position the position of its last event, 0 if it is empty
     * @param of the name of the earlier snapshot that starts with its events; null if the store does, or if {@code own}
     * @param own whether its events follow; otherwise they are those of the store, or of {@code of}, up to the position
     */
    record Snapshot(
            String name,
            long atNanos,
            long position,
            @Nullable String of,
            boolean own) implements DumpLine {}

    /** Writes the line and its line feed. */
    static void write(DumpLine line, JsonBuffer out) {
        out.put(Section.beginning()).put('{');
        if (line instanceof Header header) {
            out.ascii("\"dump\":").number(DumpStructure.VERSION);
            out.ascii(",\"id\":").string(header.id());
            out.ascii(",\"at\":").string(time(header.at()));
            out.ascii(",\"clean\":").ascii(String.valueOf(header.clean()));
            out.ascii(",\"path\":").string(header.path());
            out.ascii(",\"stores\":").number(header.stores());
        } else if (line instanceof Store store) {
            write(store, out);
        } else if (line instanceof Projection projection) {
            RawJson definition = projection.definition();
            out.ascii("\"projection\":").string(projection.name());
            out.ascii(",\"definition\":").put(definition.array(), definition.offset(), definition.sizeBytes());
        } else if (line instanceof Schema schema) {
            RawJson definition = schema.definition();
            out.ascii("\"schema\":").string(schema.eventType());
            out.ascii(",\"since\":").number(schema.since());
            out.ascii(",\"definition\":").put(definition.array(), definition.offset(), definition.sizeBytes());
        } else if (line instanceof Snapshot snapshot) {
            out.ascii("\"snapshot\":").string(snapshot.name());
            out.ascii(",\"at\":").timestamp(snapshot.atNanos());
            out.ascii(snapshot.own() ? ",\"events\":" : ",\"position\":").number(snapshot.position());
            if (snapshot.of() != null) {
                out.ascii(",\"of\":").string(snapshot.of());
            }
        }
        out.ascii("}}\n");
    }

    private static void write(Store store, JsonBuffer out) {
        KeptSettings settings = store.settings();
        out.ascii("\"store\":").string(store.name());
        out.ascii(",\"incarnation\":").string(store.incarnation());
        out.ascii(",\"createdAt\":").string(time(settings.createdAt()));
        if (settings.parent() != null) {
            out.ascii(",\"parent\":").string(settings.parent());
        }
        if (settings.ttl() != null) {
            out.ascii(",\"ttl\":").string(settings.ttl().toString());
        }
        if (settings.ttlLeft() != null) {
            out.ascii(",\"ttlLeft\":").string(settings.ttlLeft().toString());
        }
        if (settings.limitBytes() != 0) {
            out.ascii(",\"limitBytes\":").number(settings.limitBytes());
        }
        out.ascii(",\"firstClock\":");
        write(settings.firstClock(), out);
        out.ascii(",\"clock\":");
        write(settings.clock(), out);
        if (!settings.indexes().isEmpty()) {
            char separator = '{';
            out.ascii(",\"indexes\":");
            for (var index : new TreeMap<>(settings.indexes()).entrySet()) {
                out.put(separator).string(index.getKey()).put(':').string(index.getValue());
                separator = ',';
            }
            out.put('}');
        }
        RawJson retention = settings.retention();
        if (retention != null) {
            out.ascii(",\"retention\":").put(retention.array(), retention.offset(), retention.sizeBytes());
        }
        out.ascii(",\"events\":").number(store.events());
        if (store.removed() > 0) {
            out.ascii(",\"removed\":").number(store.removed());
        }
        if (store.revision() > 0) {
            out.ascii(",\"revision\":").number(store.revision());
        }
    }

    private static void write(ClockSetting clock, JsonBuffer out) {
        if (clock instanceof ClockSetting.Frozen frozen) {
            out.ascii("{\"mode\":\"frozen\",\"at\":").string(time(frozen.at())).put('}');
        } else if (clock instanceof ClockSetting.Offset offset) {
            out.ascii("{\"mode\":\"offset\",\"by\":")
                    .string(offset.by().toString())
                    .put('}');
        } else {
            out.ascii("{\"mode\":\"system\"}");
        }
    }

    private static String time(Instant instant) {
        return Rfc3339.format(Rfc3339.epochNanos("at", instant));
    }
}
