package dev.mayfly.projection.http;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.projection.ParkedEvent;
import dev.mayfly.projection.ProjectionReport;
import dev.mayfly.projection.ProjectionStatus;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.StoreProjection;
import java.util.List;
import java.util.ListIterator;

/** Writes a projection's description as JSON. */
final class ProjectionText {
    /** The most bytes of a projection's text without its definition and parked events. */
    private static final int FRAME_BYTES = 8 * 1024;
    /** The most bytes of a parked event's text. */
    private static final long PARKED_BYTES = 8 * 1024;

    private ProjectionText() {}

    /** Returns the JSON of a list of projections, written one by one. */
    static TextSource list(List<StoreProjection> all) {
        ListIterator<StoreProjection> rest = all.listIterator();
        return (out, enough) -> {
            int start = out.size();
            while (out.size() - start < enough) {
                if (!rest.hasNext()) {
                    out.ascii(all.isEmpty() ? "{\"projections\":[]}" : "]}");
                    return true;
                }
                String opening = rest.hasPrevious() ? "," : "{\"projections\":[";
                out.ascii(opening);
                write(rest.next(), out);
            }
            return false;
        };
    }

    /** Returns an approximate upper bound of the size of a list of projections, in bytes. */
    static long sizeBound(List<StoreProjection> all) {
        long bytes = 64;
        for (StoreProjection projection : all) {
            Definition definition = projection.definition();
            bytes += FRAME_BYTES + (definition == null ? 0 : definition.text().sizeBytes());
            bytes += projection.runner().report().parked().size() * PARKED_BYTES;
        }
        return bytes;
    }

    /**
     * Writes a projection: its definition (null if it is written in Java), status, position, lag, parked events and any
     * error.
     */
    static void write(StoreProjection projection, JsonBuffer out) {
        Definition definition = projection.definition();
        ProjectionReport report = projection.runner().report();
        out.ascii("{\"name\":").string(projection.name());
        out.ascii(",\"definition\":");
        if (definition == null) {
            out.ascii("null");
        } else {
            RawJson text = definition.text();
            out.put(text.array(), text.offset(), text.sizeBytes());
        }
        out.ascii(",\"status\":").string(report.status().word());
        out.ascii(",\"position\":").number(report.position());
        out.ascii(",\"lag\":").number(report.lag());
        out.ascii(",\"parked\":");
        parked(report.parked(), out);
        String error = report.status() instanceof ProjectionStatus.Stopped stopped ? stopped.reason() : report.error();
        if (error != null) {
            out.ascii(",\"error\":").string(error);
        }
        out.put('}');
    }

    /** Writes parked events as an array. */
    static void parked(List<ParkedEvent> events, JsonBuffer out) {
        out.put('[');
        for (int i = 0; i < events.size(); i++) {
            ParkedEvent event = events.get(i);
            out.ascii(i == 0 ? "{\"position\":" : ",{\"position\":").number(event.position());
            out.ascii(",\"eventId\":").string(event.eventId());
            out.ascii(",\"error\":").string(event.error());
            out.ascii(",\"attempts\":").number(event.attempts());
            out.ascii(",\"at\":").timestamp(Rfc3339.epochNanos("at", event.at()));
            out.put('}');
        }
        out.put(']');
    }
}
