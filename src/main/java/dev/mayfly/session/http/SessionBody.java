package dev.mayfly.session.http;

import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.UnknownName;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.session.Attributes;
import dev.mayfly.session.SessionChange;
import dev.mayfly.session.SessionChange.Given;
import dev.mayfly.session.SessionId;
import dev.mayfly.session.SessionStart;
import dev.mayfly.session.Span;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A strict reader of the bodies of calls to sessions. Attributes are slices of the body, byte for byte. */
final class SessionBody {
    static final String SESSION_ID = "sessionId";
    static final String ATTRIBUTES = "attributes";
    static final String USER_ID = "userId";
    static final String ORGANIZATION_ID = "organizationId";
    static final String TTL = "ttl";
    static final String MAX_LIFETIME = "maxLifetime";

    private static final Set<String> OF_START = Set.of(USER_ID, ORGANIZATION_ID, ATTRIBUTES, TTL, MAX_LIFETIME);
    private static final Set<String> OF_ROTATION = Set.of(SESSION_ID, USER_ID, ORGANIZATION_ID, TTL);
    private static final Set<String> OF_TOUCH = Set.of(TTL);
    private static final RawJson NULL = RawJson.of("null");

    private final Map<String, RawJson> members;

    private SessionBody(Map<String, RawJson> members) {
        this.members = members;
    }

    /** Returns the body of a call that starts a session. */
    static SessionBody start(RequestBody body) {
        return read(body, OF_START);
    }

    /** Returns the body of a rotation. */
    static SessionBody rotation(RequestBody body) {
        return read(body, OF_ROTATION);
    }

    /** Returns the body of a touch. */
    static SessionBody touch(RequestBody body) {
        return read(body, OF_TOUCH);
    }

    /**
     * Returns the change by a merge patch.
     *
     * @throws InvalidInputException if it is not an object
     */
    static SessionChange patch(RequestBody body) {
        RawJson patch = RawJson.of(body.bytes(), 0, body.length());
        Attributes.members("", patch);
        return SessionChange.patch(patch);
    }

    /** Returns what a new session starts with. */
    SessionStart start() {
        return new SessionStart(
                identifier(USER_ID).value(),
                identifier(ORGANIZATION_ID).value(),
                attributes() == null ? RawJson.EMPTY_OBJECT : attributes(),
                span(TTL, Span::ttl).value(),
                span(MAX_LIFETIME, Span::maxLifetime).value());
    }

    /** Returns what changes of a session that is there already. */
    SessionChange change() {
        return new SessionChange(
                identifier(USER_ID), identifier(ORGANIZATION_ID), span(TTL, Span::ttl), attributes(), false);
    }

    /** Returns the ttl, or null if it is not given. */
    @Nullable
    Span ttl() {
        return span(TTL, Span::ttl).value();
    }

    /** Returns the new id, or null if it is not given. */
    @Nullable
    String sessionId() {
        RawJson value = members.get(SESSION_ID);
        return value == null ? null : SessionId.require(SESSION_ID, string(SESSION_ID, value));
    }

    /** Returns the attributes, none for null, or null if they are not given. */
    private @Nullable RawJson attributes() {
        RawJson value = members.get(ATTRIBUTES);
        if (value == null) {
            return null;
        }
        if (value.equals(NULL)) {
            return RawJson.EMPTY_OBJECT;
        }
        Attributes.members(ATTRIBUTES, value);
        return value;
    }

    private Given<String> identifier(String name) {
        RawJson value = members.get(name);
        if (value == null) {
            return Given.nothing();
        }
        return Given.of(value.equals(NULL) ? null : Identifier.require(name, string(name, value)));
    }

    private Given<Span> span(String name, BiFunction<String, String, Span> reader) {
        RawJson value = members.get(name);
        if (value == null) {
            return Given.nothing();
        }
        // No duration is empty: whatever is no string is refused as a text is that is no duration.
        String text = value.array()[value.offset()] == '"' ? Attributes.string(value) : "";
        return Given.of(value.equals(NULL) ? null : reader.apply(name, text));
    }

    private static String string(String name, RawJson value) {
        if (value.array()[value.offset()] != '"') {
            throw InvalidInputException.invalid(name, "must be a string");
        }
        return Attributes.string(value);
    }

    private static SessionBody read(RequestBody body, Set<String> names) {
        if (body.length() == 0) {
            return new SessionBody(Map.of());
        }
        Map<String, RawJson> members = Attributes.members("", RawJson.of(body.bytes(), 0, body.length()));
        for (String name : members.keySet()) {
            if (!names.contains(name)) {
                throw UnknownName.field(name, name, names);
            }
        }
        return new SessionBody(members);
    }
}
