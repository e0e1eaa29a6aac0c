package dev.mayfly.session;

import dev.mayfly.event.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The events of sessions: their types, and the data of those that have any. */
final class SessionEvent {
    static final String STARTED = "SessionStarted";
    static final String ATTRIBUTES_CHANGED = "SessionAttributesChanged";
    static final String CHANGED = "SessionChanged";
    static final String ID_CHANGED = "SessionIdChanged";
    static final String TOUCHED = "SessionTouched";
    static final String ENDED = "SessionEnded";
    static final String EXPIRED = "SessionExpired";

    static final String ATTRIBUTES = "attributes";
    static final String TTL = "ttl";
    static final String MAX_LIFETIME = "maxLifetime";
    static final String SET = "set";
    static final String REMOVED = "removed";

    /** The data of an event whose type says it all. */
    static final String NOTHING = "{}";

    private SessionEvent() {}

    /** Returns the data of a session's start. */
    static String started(SessionStart start, Span ttl) {
        JsonBuffer out = new JsonBuffer(128 + start.attributes().sizeBytes());
        out.ascii("{\"attributes\":");
        out.put(
                start.attributes().array(),
                start.attributes().offset(),
                start.attributes().sizeBytes());
        out.ascii(",\"ttl\":").string(ttl.text());
        if (start.maxLifetime() != null) {
            out.ascii(",\"maxLifetime\":").string(start.maxLifetime().text());
        }
        return text(out);
    }

    /** Returns the data of a change of user, organisation or ttl: what is different. */
    static String changed(Session before, @Nullable String userId, @Nullable String organizationId, Span ttl) {
        JsonBuffer out = new JsonBuffer(128);
        if (!Objects.equals(before.userId(), userId)) {
            member(out, "userId", userId);
        }
        if (!Objects.equals(before.organizationId(), organizationId)) {
            member(out, "organizationId", organizationId);
        }
        if (!Span.same(before.ttl(), ttl)) {
            member(out, TTL, ttl.text());
        }
        return text(out);
    }

    /** Returns the data of an end. */
    static String ended(@Nullable String reason) {
        return reason == null
                ? NOTHING
                : text(new JsonBuffer(64).ascii("{\"reason\":").string(reason));
    }

    private static void member(JsonBuffer out, String name, @Nullable String value) {
        out.put(out.size() == 0 ? '{' : ',').string(name).put(':');
        if (value == null) {
            out.ascii("null");
        } else {
            out.string(value);
        }
    }

    private static String text(JsonBuffer open) {
        open.put('}');
        return new String(open.array(), 0, open.size(), StandardCharsets.UTF_8);
    }
}
