package dev.mayfly.eventstore.removal;

import dev.mayfly.eventstore.index.Key;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.memory.IntColumn;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.prefix.RemovedEvents;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The last versions of aggregates without events that are in no dictionary any more, by the SHA-256 digests of their ids.
 *
 * <p>One writer, lock-free readers.
 */
public final class GoneAggregates {
    private static final int DIGEST_BYTES = 32;

    private final long seed;
    private final KeyTable ids;
    /** By ordinal of {@link #ids}: the aggregate's last version; 0 if it has been forgotten. */
    private final IntColumn versions;
    /** By ordinal of {@link #ids}: the position from which on the aggregate has events again, or 0. */
    private final IntColumn returned;

    GoneAggregates(MemoryMeter meter, long seed) {
        this(seed, new KeyTable(meter, seed), new IntColumn(meter), new IntColumn(meter));
    }

    private GoneAggregates(long seed, KeyTable ids, IntColumn versions, IntColumn returned) {
        this.seed = seed;
        this.ids = ids;
        this.versions = versions;
        this.returned = returned;
    }

    /** Returns the same aggregates for a fork, of which those have no events that came back after {@code last}. */
    GoneAggregates fork(MemoryMeter meter, int last) {
        GoneAggregates fork = new GoneAggregates(seed, ids.fork(meter), versions.fork(meter), returned.fork(meter));
        for (int ordinal = 1; last < Integer.MAX_VALUE && ordinal <= ids.size(); ordinal++) {
            if (returned.getOrZero(ordinal) > last) {
                fork.returned.set(ordinal, 0);
            }
        }
        return fork;
    }

    /** Returns the dictionary of digests, to be published with the others. */
    public KeyTable dictionary() {
        return ids;
    }

    /** Returns how many ordinals there are. */
    int size() {
        return ids.size();
    }

    /** Returns the ordinal of an aggregate of which a version is kept, by its id as UTF-8, or 0 if none is. */
    int find(byte[] id) {
        int ordinal = ids.size() == 0 ? 0 : ids.find(key(digest(id)));
        return ordinal == 0 || version(ordinal) == 0 ? 0 : ordinal;
    }

    int version(int ordinal) {
        return versions.getOrZero(ordinal);
    }

    /** Notes that an aggregate has events again from a position on, by its ordinal. Writer only. */
    public void returned(int ordinal, int position) {
        returned.set(ordinal, position);
    }

    /** Notes that an aggregate has events again from a position on, by its id as UTF-8. Writer only. */
    public void returned(byte[] id, int position) {
        int ordinal = find(id);
        if (ordinal != 0) {
            returned(ordinal, position);
        }
    }

    /** Keeps the last version of an aggregate, by the digest of its id. Writer only. */
    public void keep(byte[] digest, int version) {
        int ordinal = ids.findOrAdd(key(digest));
        versions.set(ordinal, version);
        if (returned.getOrZero(ordinal) != 0) {
            returned.set(ordinal, 0);
        }
        ids.publish();
    }

    /** Keeps the last version of an aggregate, by its id as UTF-8; 0 if it has been forgotten. Writer only. */
    public void keepById(byte[] id, int version) {
        if (version > 0) {
            keep(digest(id), version);
        } else if (find(id) != 0) {
            versions.set(find(id), 0);
        }
    }

    /** Keeps the versions that another log keeps of aggregates without events. Writer only. */
    public void keepAll(GoneAggregates other) {
        for (int ordinal = 1; ordinal <= other.ids.size(); ordinal++) {
            if (other.version(ordinal) > 0 && other.returned.getOrZero(ordinal) == 0) {
                keep(other.ids.bytes(ordinal), other.version(ordinal));
            }
        }
    }

    /**
     * Passes on some of the versions.
     *
     * @param after the ordinal after which to begin
     * @param some how many to look at
     * @param bound the position as of which they are looked at
     * @param most how many events have been removed, which no aggregate had more of
     * @return the last ordinal, or 0 at the end
     */
    public int versions(int after, int some, int bound, int most, RemovedEvents.Versions sink) {
        int last = Math.min(ids.size(), after + some);
        for (int ordinal = after + 1; ordinal <= last; ordinal++) {
            int version = Math.min(version(ordinal), most);
            int back = returned.getOrZero(ordinal);
            if (version > 0 && (back == 0 || back > bound)) {
                sink.take(text(ids.bytes(ordinal)), version);
            }
        }
        return last == ids.size() ? 0 : last;
    }

    /** Returns the SHA-256 of an aggregate's id, UTF-8, as base64url. */
    public static String textOfDigest(byte[] id) {
        return text(digest(id));
    }

    /** Returns the digest in a text of 43 characters of base64url, or null if it is not such a text. */
    public static byte @Nullable [] parseDigest(String text) {
        try {
            byte[] digest = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
            return digest.length == DIGEST_BYTES && text(digest).equals(text) ? digest : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private Key key(byte[] digest) {
        return new Key().set(digest, 0, DIGEST_BYTES, seed);
    }

    private static String text(byte[] digest) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static byte[] digest(byte[] id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(id);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
