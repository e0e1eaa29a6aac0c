package dev.mayfly.session.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.search.Cursor;
import dev.mayfly.session.Session;
import dev.mayfly.session.SessionReads.Counts;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions as JSON text, with attributes byte for byte. */
final class SessionText {
    /** The most bytes that a session takes besides its attributes. */
    private static final long FRAME_BYTES = 4_096;

    private SessionText() {}

    /**
     * Returns the JSON object of a session.
     *
     * @param newId its id, which only the answer that makes it contains, or null
     */
    static JsonBuffer session(Session session, @Nullable String newId) {
        JsonBuffer out = new JsonBuffer(512 + session.attributes().sizeBytes());
        write(session, newId, out);
        return out;
    }

    /** Returns the JSON object of a touch's answer. */
    static JsonBuffer touched(Session session) {
        JsonBuffer out = new JsonBuffer(64);
        return out.ascii("{\"expiresAt\":").timestamp(session.expiresNanos()).put('}');
    }

    /** Returns the JSON object of a page of sessions, which is written piece by piece. */
    static TextSource page(List<Session> sessions, @Nullable Cursor next) {
        Iterator<Session> rest = sessions.iterator();
        boolean[] begun = {false};
        return (out, enough) -> {
            int start = out.size();
            if (!begun[0]) {
                out.ascii("{\"sessions\":[");
            }
            while (out.size() - start < enough) {
                if (!rest.hasNext()) {
                    out.ascii("],\"next\":");
                    Cursor.write(next, out);
                    out.put('}');
                    return true;
                }
                if (begun[0]) {
                    out.put(',');
                }
                begun[0] = true;
                write(rest.next(), null, out);
            }
            return false;
        };
    }

    /** Returns an upper bound of the bytes of a page. */
    static long sizeBound(List<Session> sessions) {
        long bytes = FRAME_BYTES;
        for (Session session : sessions) {
            bytes += FRAME_BYTES + session.attributes().sizeBytes();
        }
        return bytes;
    }

    /** Returns the JSON object of the numbers of sessions. */
    static JsonBuffer counts(Counts counts) {
        JsonBuffer out = new JsonBuffer(256);
        out.ascii("{\"live\":").number(counts.live()).ascii(",\"byOrganization\":");
        char[] separator = {'{'};
        counts.byOrganization().forEach((organization, count) -> {
            out.put(separator[0]).string(organization).put(':').number(count);
            separator[0] = ',';
        });
        out.ascii(separator[0] == '{' ? "{}" : "}");
        out.ascii(",\"started\":").number(counts.started());
        out.ascii(",\"ended\":").number(counts.ended());
        return out.ascii(",\"expired\":").number(counts.expired()).put('}');
    }

    private static void write(Session session, @Nullable String newId, JsonBuffer out) {
        out.put('{');
        if (newId != null) {
            out.ascii("\"sessionId\":").string(newId).put(',');
        }
        out.ascii("\"handle\":").string(session.handle());
        if (session.userId() != null) {
            out.ascii(",\"userId\":").string(session.userId());
        }
        if (session.organizationId() != null) {
            out.ascii(",\"organizationId\":").string(session.organizationId());
        }
        out.ascii(",\"attributes\":");
        out.put(
                session.attributes().array(),
                session.attributes().offset(),
                session.attributes().sizeBytes());
        out.ascii(",\"createdAt\":").timestamp(session.createdNanos());
        out.ascii(",\"lastAccessedAt\":").timestamp(session.accessedNanos());
        out.ascii(",\"expiresAt\":").timestamp(session.expiresNanos());
        out.ascii(",\"ttl\":").string(session.ttl().text());
        if (session.maxLifetime() != null) {
            out.ascii(",\"maxLifetime\":").string(session.maxLifetime().text());
        }
        out.ascii(",\"version\":").number(session.version()).put('}');
    }
}
