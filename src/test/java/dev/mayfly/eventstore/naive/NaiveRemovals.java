package dev.mayfly.eventstore.naive;

import dev.mayfly.event.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What was removed from a naive log, whose list keeps the removed events. */
final class NaiveRemovals {
    /** The removed positions. */
    final Set<Long> positions = ConcurrentHashMap.newKeySet();
    /** The redacted positions. */
    final Set<Long> redacted = ConcurrentHashMap.newKeySet();
    /** By forgotten aggregate: the last position of what was forgotten. */
    final Map<String, Long> forgotten = new ConcurrentHashMap<>();
    /** By digest of the id: the last version of an aggregate that came without events. */
    final Map<String, Long> versions = new ConcurrentHashMap<>();

    /** By aggregate that had lost all events: the position of the last of them. */
    final Map<String, Long> emptied = new ConcurrentHashMap<>();

    final AtomicInteger revision = new AtomicInteger();

    NaiveRemovals copy() {
        NaiveRemovals copy = new NaiveRemovals();
        copy.positions.addAll(positions);
        copy.redacted.addAll(redacted);
        copy.forgotten.putAll(forgotten);
        copy.versions.putAll(versions);
        copy.emptied.putAll(emptied);
        copy.revision.set(revision.get());
        return copy;
    }

    Stream<Entry> left(List<Entry> log) {
        return log.stream().filter(entry -> !positions.contains(entry.event().position()));
    }

    /** Returns the last version that an aggregate has used, whether or not its events are left. */
    long used(List<Entry> log, String aggregateId) {
        long since = forgotten.getOrDefault(aggregateId, 0L);
        long used = log.stream()
                .map(Entry::event)
                .filter(event -> event.aggregateId().equals(aggregateId) && event.position() > since)
                .mapToLong(RecordedEvent::version)
                .max()
                .orElse(0);
        return used > 0 || since > 0 ? used : versions.getOrDefault(digest(aggregateId), 0L);
    }

    static String digest(String aggregateId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(aggregateId.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
