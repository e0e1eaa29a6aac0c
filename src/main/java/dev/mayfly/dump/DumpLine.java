package dev.mayfly.dump;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.KeptSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a dump that is not an event, as version 2 of the format has them. docs/dump-format.md describes each
 * member.
 *
 * <p>Every such line is an object with the one member {@code mayfly}, which is an object whose first member says what
 * the line is.
 */
public sealed interface DumpLine {
    /**
     * The first line of a dump.
     *
     * @param id the dump's own id, 32 hexadecimal digits
     * @param at when it was begun
     * @param clean whether it was taken at a stop, when nothing could be appended any more, so that the histories in it
     *     can be continued
     * @param path the path that it was written to, absolute
     * @param stores how many stores it has
     */
    record Header(String id, Instant at, boolean clean, String path, int stores) implements DumpLine {}

    /**
     * The line before a store's projections and events.
     *
     * @param name the store's name
     * @param incarnation the id of its history
     * @param settings its settings
     * @param events how many events follow
     */
    record Store(String name, String incarnation, KeptSettings settings, long events) implements DumpLine {}

    /**
     * A declared projection of the store.
     *
     * @param name its name
     * @param definition its definition as it was sent
     */
    record Projection(String name, RawJson definition) implements DumpLine {}

    /**
     * A snapshot of the store.
     *
     * @param name its name
     * @param atNanos when it was taken, by the store's clock, in nanoseconds since 1970
     * @param position the position of its last event
     * @param of the name of the snapshot whose events its own are the first of; null for the store itself, or for its
     *     own events
     * @param own whether its events follow
     */
    record Snapshot(
            String name,
            long atNanos,
            long position,
            @Nullable String of,
            boolean own) implements DumpLine {}

    /** Writes the line with its line feed. */
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
        out.ascii(",\"events\":").number(store.events());
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
