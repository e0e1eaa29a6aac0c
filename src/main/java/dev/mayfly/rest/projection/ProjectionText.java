package dev.mayfly.rest.projection;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.projection.ParkedEvent;
import dev.mayfly.projection.ProjectionReport;
import dev.mayfly.projection.ProjectionStatus;
import dev.mayfly.projection.declared.Declaration;
import dev.mayfly.query.TextSource;
import java.util.List;
import java.util.ListIterator;

/** Writes what is told of a declared projection. */
final class ProjectionText {
    /** What a projection's text is at the most without its definition and what is parked. */
    private static final int FRAME_BYTES = 8 * 1024;
    /** What a parked event's text is at the most. */
    private static final long PARKED_BYTES = 8 * 1024;

    private ProjectionText() {}

    /** Returns the text of a list of projections, written one by one. */
    static TextSource list(List<Declaration> all) {
        ListIterator<Declaration> rest = all.listIterator();
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

    /** Returns about how many bytes a list of projections is at the most. */
    static long sizeBound(List<Declaration> all) {
        long bytes = 64;
        for (Declaration declaration : all) {
            bytes += FRAME_BYTES + declaration.projection().definition().text().sizeBytes();
            bytes += declaration.runner().report().parked().size() * PARKED_BYTES;
        }
        return bytes;
    }

    /** Writes it with its definition and how it is doing. */
    static void write(Declaration declaration, JsonBuffer out) {
        RawJson definition = declaration.projection().definition().text();
        ProjectionReport report = declaration.runner().report();
        out.ascii("{\"name\":").string(declaration.name());
        out.ascii(",\"definition\":").put(definition.array(), definition.offset(), definition.sizeBytes());
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
