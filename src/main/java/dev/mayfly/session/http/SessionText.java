package dev.mayfly.session.http;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.search.Cursor;
import dev.mayfly.session.Session;
import dev.mayfly.session.SessionReads.Counts;
import java.util.List;
import java.util.function.Consumer;
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

    /** Returns the answer 200 with a session, which is written now if it is small, and otherwise while it is sent. */
    static Answer answer(Session session, @Nullable String newId, Format format) {
        return Answer.text(new Pieces(List.of(session), newId, "", out -> {}), format, sizeBound(session));
    }

    /** Returns the JSON object of a touch's answer. */
    static JsonBuffer touched(Session session) {
        JsonBuffer out = new JsonBuffer(64);
        return out.ascii("{\"expiresAt\":").timestamp(session.expiresNanos()).put('}');
    }

    /** Returns the JSON object of a page of sessions, which is written piece by piece. */
    static TextSource page(List<Session> sessions, @Nullable Cursor next) {
        return new Pieces(sessions, null, "{\"sessions\":[", out -> {
            out.ascii("],\"next\":");
            Cursor.write(next, out);
            out.put('}');
        });
    }

    /** Returns an upper bound of the bytes of a page. */
    static long sizeBound(List<Session> sessions) {
        return FRAME_BYTES + sessions.stream().mapToLong(SessionText::sizeBound).sum();
    }

    private static long sizeBound(Session session) {
        return FRAME_BYTES + session.attributes().sizeBytes();
    }

    /** Sessions, separated by commas. Large attributes go out in several pieces. */
    private static final class Pieces implements TextSource {
        private static final int NOT_BEGUN = -1;

        private final List<Session> sessions;
        private final @Nullable String newId;
        private final String begin;
        private final Consumer<JsonBuffer> end;
        private int index;
        /** How many bytes of the current session's attributes have been written. */
        private int written = NOT_BEGUN;

        Pieces(List<Session> sessions, @Nullable String newId, String begin, Consumer<JsonBuffer> end) {
            this.sessions = sessions;
            this.newId = newId;
            this.begin = begin;
            this.end = end;
        }

        @Override
        public boolean writeTo(JsonBuffer out, int enough) {
            int full = (int) Math.min(Integer.MAX_VALUE, (long) out.size() + enough);
            if (index == 0 && written == NOT_BEGUN) {
                out.ascii(begin);
            }
            while (index < sessions.size()) {
                Session session = sessions.get(index);
                if (written == NOT_BEGUN) {
                    if (index > 0 && out.size() >= full) {
                        return false;
                    }
                    out.ascii(index > 0 ? "," : "");
                    writeHead(session, newId, out);
                    written = 0;
                }
                RawJson attributes = session.attributes();
                int count = Math.min(attributes.sizeBytes() - written, Math.max(0, full - out.size()));
                out.put(attributes.array(), attributes.offset() + written, count);
                written += count;
                if (written < attributes.sizeBytes()) {
                    return false;
                }
                writeTail(session, out);
                written = NOT_BEGUN;
                index++;
            }
            end.accept(out);
            return true;
        }
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
        RawJson attributes = session.attributes();
        writeHead(session, newId, out);
        out.put(attributes.array(), attributes.offset(), attributes.sizeBytes());
        writeTail(session, out);
    }

    private static void writeHead(Session session, @Nullable String newId, JsonBuffer out) {
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
    }

    private static void writeTail(Session session, JsonBuffer out) {
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
