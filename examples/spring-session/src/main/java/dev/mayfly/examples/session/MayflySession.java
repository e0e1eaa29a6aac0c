package dev.mayfly.examples.session;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.MapSession;
import org.springframework.session.PrincipalNameIndexResolver;
import org.springframework.session.Session;

/** A session, and what the application has changed in it since it was read or saved. */
public final class MayflySession implements Session {
    /** The attribute with the handle, by which listeners know a session. */
    public static final String HANDLE = "mayfly.handle";

    /** The form of its id: 256 random bits. */
    static final String ID = "[A-Za-z0-9_-]{43}";

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final MapSession now;
    private final Set<String> changed = new HashSet<>();
    private String savedId;
    private Map<String, Object> savedMembers;
    private boolean used;

    /** Makes a session that Mayfly does not have yet. */
    MayflySession() {
        now = new MapSession(newId());
    }

    /** Makes a session from its JSON object. */
    MayflySession(String id, Map<?, ?> json) {
        now = new MapSession(id);
        now.setCreationTime(Instant.parse((String) json.get("createdAt")));
        now.setLastAccessedTime(Instant.parse((String) json.get("lastAccessedAt")));
        now.setMaxInactiveInterval(Duration.parse((String) json.get("ttl")));
        ((Map<?, ?>) json.get("attributes")).forEach((name, value) -> now.setAttribute((String) name, decoded(value)));
        now.setAttribute(HANDLE, json.get("handle"));
        saved();
    }

    /** Notes that Mayfly has everything. */
    void saved() {
        savedId = getId();
        savedMembers = members();
        changed.clear();
        used = false;
    }

    /** Returns the id by which Mayfly knows it, or null if it does not have it yet. */
    String savedId() {
        return savedId;
    }

    /** Returns its user and its ttl. */
    Map<String, Object> members() {
        Map<String, Object> members = new HashMap<>();
        members.put("userId", new PrincipalNameIndexResolver<>().resolveIndexesFor(this)
                .get(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME));
        members.put("ttl", (getMaxInactiveInterval().isNegative() ? LONGEST : getMaxInactiveInterval()).toString());
        return members;
    }

    boolean membersChanged() {
        return !members().equals(savedMembers);
    }

    /** Returns the attributes that have changed as a merge patch. */
    Map<String, Object> patch() {
        Map<String, Object> patch = new HashMap<>();
        changed.forEach(name -> patch.put(name, encoded(getAttribute(name))));
        return patch;
    }

    boolean used() {
        return used;
    }

    // Strings, integers and booleans stay readable. Any other object becomes {"java": "<serialised>"}.
    private static Object encoded(Object value) {
        return value == null || value instanceof String || value instanceof Integer || value instanceof Boolean
                ? value
                : Map.of("java", Base64.getEncoder().encodeToString(new SerializingConverter().convert(value)));
    }

    private static Object decoded(Object value) {
        return value instanceof Map<?, ?> map && map.get("java") instanceof String text
                ? new DeserializingConverter(MayflySession.class.getClassLoader()).convert(Base64.getDecoder().decode(text))
                : value;
    }

    private static String newId() {
        byte[] id = new byte[32];
        RANDOM.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    @Override public void setAttribute(String name, Object value) { now.setAttribute(name, value); changed.add(name); }
    @Override public void removeAttribute(String name) { now.removeAttribute(name); changed.add(name); }
    @Override public void setLastAccessedTime(Instant time) { now.setLastAccessedTime(time); used = true; }
    @Override public String changeSessionId() { now.setId(newId()); return getId(); }
    @Override public String getId() { return now.getId(); }
    @Override public <T> T getAttribute(String name) { return now.getAttribute(name); }
    @Override public Set<String> getAttributeNames() { return now.getAttributeNames(); }
    @Override public Instant getCreationTime() { return now.getCreationTime(); }
    @Override public Instant getLastAccessedTime() { return now.getLastAccessedTime(); }
    @Override public void setMaxInactiveInterval(Duration interval) { now.setMaxInactiveInterval(interval); }
    @Override public Duration getMaxInactiveInterval() { return now.getMaxInactiveInterval(); }
    @Override public boolean isExpired() { return false; } // Mayfly has none that has expired.
}
