package dev.mayfly.session;

import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.RemovedEvents;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ids that sessions were given by a change of id, or lost by one, by their digests: also those of sessions that have
 * ended, as long as their events are there. The first id of a session is known by its handle. An immutable value; a change
 * and a lookup take O(log n). Any thread may use it.
 */
final class SessionIds {
    /** No ids. */
    static final SessionIds NONE = new SessionIds(SortedTree.empty(Comparator.<String>naturalOrder()), "");

    /** About what an id takes: a node, its digest, and where it is used. */
    private static final long BYTES = 200;

    /** The position of an id that has not been replaced. */
    private static final long NEVER = Long.MAX_VALUE;

    /** How many are looked at for removed events with each change, which adds two at most: so at most half of all are such. */
    private static final int LOOKS = 4;

    private final SortedTree<String, Use> uses;
    /** Where to look next for ids whose events have been removed. */
    private final String cleaned;

    /**
     * Where an id was used.
     *
     * @param givenAt the position of the event that gave it to a session, or 0 for a session's first id
     * @param replacedAt the position of the event that gave the session another one
     */
    private record Use(long givenAt, long replacedAt) {}

    private SessionIds(SortedTree<String, Use> uses, String cleaned) {
        this.uses = uses;
        this.cleaned = cleaned;
    }

    /** Returns about how many bytes they take. */
    long sizeBytes() {
        return BYTES * uses.size();
    }

    /**
     * Returns the handle of the session that has, or once had, the id with a digest, or null if there is none.
     *
     * @param log the log that they were read from, or a prefix of it
     */
    @Nullable
    String handle(LogPrefix log, String digest) {
        String first = SessionId.handle(digest);
        if (log.version(first) > 0) {
            return first;
        }
        Use use = uses.find(digest);
        return use != null && isThere(log, digest, use)
                ? log.event(use.givenAt()).aggregateId()
                : null;
    }

    /** Returns whether a session had its id with a digest still at the end of a log; it must have had it. */
    boolean isLast(LogPrefix log, String digest) {
        Use use = uses.find(digest);
        return use == null || use.replacedAt() > log.position();
    }

    /**
     * Returns the ids after an event that gave a session another one.
     *
     * @param log a log with the event
     * @param before the digest of the one it had, or null if that is not known
     */
    SessionIds given(LogPrefix log, String digest, @Nullable String before, long position) {
        SortedTree<String, Use> now = uses;
        Use known = now.find(digest);
        if (known == null || known.givenAt() > 0 && !isThere(log, digest, known)) {
            now = now.with(digest, new Use(position, NEVER));
        }
        if (before != null && !before.equals(digest)) {
            Use last = now.find(before);
            now = now.with(before, new Use(last == null ? 0 : last.givenAt(), position));
        }
        return cleaned(now, log);
    }

    /** Forgets those of the next few whose events have been removed: so there are never many of these. */
    private SessionIds cleaned(SortedTree<String, Use> all, LogPrefix log) {
        RemovedEvents removed = log.removed();
        SortedTree<String, Use> left = all;
        String at = cleaned;
        for (int i = 0; i < LOOKS && removed.count() > 0; i++) {
            Map.Entry<String, Use> next = left.after(at);
            if (next == null) {
                return new SessionIds(left, "");
            }
            at = next.getKey();
            long givenAt = next.getValue().givenAt();
            boolean isGone = givenAt == 0 ? log.version(SessionId.handle(at)) == 0 : removed.contains(givenAt);
            left = isGone ? left.without(at) : left;
        }
        return new SessionIds(left, at);
    }

    private static boolean isThere(LogPrefix log, String digest, Use use) {
        return use.givenAt() > 0
                && use.givenAt() <= log.position()
                && !log.removed().contains(use.givenAt())
                && digest.equals(SessionFold.newDigest(log, use.givenAt()));
    }
}
