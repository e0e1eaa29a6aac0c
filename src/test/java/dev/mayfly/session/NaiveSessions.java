package dev.mayfly.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the sessions of a store must be, kept in the plainest way: a list, which is gone through each time. */
final class NaiveSessions {
    static final class Entry {
        String handle;
        String id;
        String userId;
        String organizationId;
        Map<String, String> attributes = new LinkedHashMap<>();
        long created;
        long accessed;
        long recorded;
        long ttl;
        Long maxLifetime;
        long version = 1;
        long lastVersion = 1;
        /** Null while it is live. */
        String end;

        long endedAt;

        long expires() {
            return maxLifetime == null ? accessed + ttl : Math.min(accessed + ttl, created + maxLifetime);
        }

        void used(long now) {
            accessed = now;
        }

        void event(long now) {
            accessed = now;
            recorded = now;
            lastVersion++;
        }

        void change(long now) {
            event(now);
            version = lastVersion;
        }

        Entry copy() {
            Entry copy = new Entry();
            copy.handle = handle;
            copy.id = id;
            copy.userId = userId;
            copy.organizationId = organizationId;
            copy.attributes = new LinkedHashMap<>(attributes);
            copy.created = created;
            copy.accessed = accessed;
            copy.recorded = recorded;
            copy.ttl = ttl;
            copy.maxLifetime = maxLifetime;
            copy.version = version;
            copy.lastVersion = lastVersion;
            copy.end = end;
            copy.endedAt = endedAt;
            return copy;
        }
    }

    final List<Entry> all = new ArrayList<>();
    /** Every id ever used, with the session that had it. */
    final Map<String, Entry> ids = new HashMap<>();

    NaiveSessions copy() {
        NaiveSessions copy = new NaiveSessions();
        Map<Entry, Entry> copies = new HashMap<>();
        for (Entry entry : all) {
            Entry made = entry.copy();
            copies.put(entry, made);
            copy.all.add(made);
        }
        ids.forEach((id, entry) -> copy.ids.put(id, copies.get(entry)));
        return copy;
    }

    /** Returns the live session of an id, or null. */
    Entry live(String id) {
        Entry entry = ids.get(id);
        return entry != null && entry.end == null && entry.id.equals(id) ? entry : null;
    }

    List<Entry> live(String userId, String organizationId) {
        return all.stream()
                .filter(entry -> entry.end == null)
                .filter(entry -> userId == null || userId.equals(entry.userId))
                .filter(entry -> organizationId == null || organizationId.equals(entry.organizationId))
                .toList();
    }

    /** Has everything expire that is due at a time, and returns those that do, in order. */
    List<Entry> expire(long now) {
        List<Entry> due = all.stream()
                .filter(entry -> entry.end == null && entry.expires() <= now)
                .sorted(Comparator.comparingLong(Entry::expires))
                .toList();
        for (Entry entry : due) {
            entry.end = SessionEvent.EXPIRED;
            entry.endedAt = entry.expires();
            entry.lastVersion++;
        }
        return due;
    }

    void touch(Entry entry, long now) {
        long since = now - entry.recorded;
        if (since >= 0 && since < entry.ttl / 10) {
            entry.used(now);
        } else {
            entry.event(now);
        }
    }

    /** Changes a session as PUT does; a value of "-" stays. */
    void put(Entry entry, String userId, Map<String, String> attributes, long ttl, long now) {
        boolean owner = !userId.equals("-") && !Objects.equals(nullable(userId), entry.userId) || ttl != entry.ttl;
        boolean other = attributes != null && !attributes.equals(entry.attributes);
        if (owner) {
            entry.userId = userId.equals("-") ? entry.userId : nullable(userId);
            entry.ttl = ttl;
            entry.change(now);
        }
        if (other) {
            entry.attributes = new LinkedHashMap<>(attributes);
            entry.change(now);
        }
        if (!owner && !other) {
            touch(entry, now);
        }
    }

    static String nullable(String text) {
        return text.isEmpty() ? null : text;
    }
}
