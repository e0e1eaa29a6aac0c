package dev.mayfly.session;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.Rfc3339;
import org.jspecify.annotations.Nullable;

/**
 * A session that has started and not ended. Immutable.
 *
 * @param handle its handle, which is also the id of its aggregate
 * @param digest the digest of its current id
 * @param startPosition the position of its first event
 * @param userId its user, or null
 * @param organizationId the user's organisation, or null
 * @param attributes a JSON object
 * @param attributesAt the position of the event of which {@code attributes} is a part, or 0 if it is a text of its own
 * @param createdNanos when it started, by the store's clock, in nanoseconds since 1970
 * @param accessedNanos when it was last used
 * @param ttl how long it lives after each use
 * @param maxLifetime how long it lives in all, or null for no limit
 * @param version its aggregate's version at the last event that changed user, organisation, ttl or attributes
 * @param lastVersion its aggregate's version
 * @param recordedNanos the time of its aggregate's last event
 * @param dueNanos when the timer looks at it, at the latest when it expires
 * @param expiring whether its expiry is about to be appended, so that nothing can move it any more
 */
public record Session(
        String handle,
        String digest,
        long startPosition,
        @Nullable String userId,
        @Nullable String organizationId,
        RawJson attributes,
        long attributesAt,
        long createdNanos,
        long accessedNanos,
        Span ttl,
        @Nullable Span maxLifetime,
        long version,
        long lastVersion,
        long recordedNanos,
        long dueNanos,
        boolean expiring) {
    /** The most bytes of attributes that a session can have, whatever the settings. */
    public static final long MOST_ATTRIBUTE_BYTES = 16 << 20;

    /** About what one takes besides its texts: itself, and its places in an index by start and by time. */
    private static final int BYTES = 560;

    /** About what its place in an index by user or by organisation takes, besides the name. */
    private static final int NAMED_BYTES = 112;

    /** The last time that can be represented. */
    private static final long LAST_NANOS = Rfc3339.parse("", "2261-12-31T23:59:59.999999999Z");

    /** Returns when it expires unless it is used before, in nanoseconds since 1970. */
    public long expiresNanos() {
        long byUse = sum(accessedNanos, ttl.nanos());
        return maxLifetime == null ? byUse : Math.min(byUse, sum(createdNanos, maxLifetime.nanos()));
    }

    /** Returns about how many bytes it takes besides the log. */
    long sizeBytes() {
        return BYTES
                + (userId == null ? 0 : NAMED_BYTES + userId.length())
                + (organizationId == null ? 0 : NAMED_BYTES + organizationId.length())
                + (attributesAt > 0 ? 0L : attributes.sizeBytes());
    }

    /** Returns whether it is live at a time. */
    public boolean isLive(long nowNanos) {
        return !expiring && nowNanos < expiresNanos();
    }

    /** Returns the session, used at a time that is not recorded. */
    Session touched(long nowNanos) {
        return timed(new Draft(this), nowNanos);
    }

    /** Returns the session after an event that changes only the time of its last use. */
    Session recorded(long atNanos) {
        return recorded(new Draft(this), atNanos);
    }

    /** Returns the session after the event that changes its attributes, with those that it has had so far. */
    Session withChange(long atNanos) {
        Draft draft = new Draft(this);
        draft.version = lastVersion + 1;
        return recorded(draft, atNanos);
    }

    /**
     * Returns the session with these attributes.
     *
     * @param at the position of the event that they are a part of, or 0
     */
    Session withAttributes(RawJson text, long at) {
        Draft draft = new Draft(this);
        draft.attributes = text;
        draft.attributesAt = at;
        return draft.session();
    }

    /** Returns the session of another user or with another ttl, after the event for that. */
    Session withOwner(@Nullable String user, @Nullable String organization, Span newTtl, long atNanos) {
        Draft draft = new Draft(this);
        draft.userId = user;
        draft.organizationId = organization;
        draft.ttl = newTtl;
        draft.version = lastVersion + 1;
        return recorded(draft, atNanos);
    }

    /** Returns the session with another id, after the event for that. */
    Session withDigest(String newDigest, long atNanos) {
        Draft draft = new Draft(this);
        draft.digest = newDigest;
        return recorded(draft, atNanos);
    }

    /** Returns the session, which the timer looks at again when it expires. */
    Session due() {
        Draft draft = new Draft(this);
        draft.dueNanos = expiresNanos();
        return draft.session();
    }

    /** Returns the session whose expiry is about to be appended. */
    Session asExpiring() {
        Draft draft = new Draft(this);
        draft.expiring = true;
        return draft.session();
    }

    private Session recorded(Draft draft, long atNanos) {
        draft.recordedNanos = atNanos;
        draft.lastVersion = lastVersion + 1;
        return timed(draft, atNanos);
    }

    /** Returns the draft, used at a time. The timer may look at it too early, but never too late. */
    private static Session timed(Draft draft, long atNanos) {
        draft.accessedNanos = atNanos;
        draft.expiring = false;
        Session timed = draft.session();
        return timed.expiresNanos() < timed.dueNanos ? timed.due() : timed;
    }

    private static long sum(long nanos, long more) {
        return nanos > LAST_NANOS - more ? LAST_NANOS : nanos + more;
    }

    /** A copy that is being changed. */
    private static final class Draft {
        private final Session from;
        private String digest;
        private @Nullable String userId;
        private @Nullable String organizationId;
        private RawJson attributes;
        private long attributesAt;
        private long accessedNanos;
        private Span ttl;
        private long version;
        private long lastVersion;
        private long recordedNanos;
        private long dueNanos;
        private boolean expiring;

        Draft(Session from) {
            this.from = from;
            this.digest = from.digest;
            this.userId = from.userId;
            this.organizationId = from.organizationId;
            this.attributes = from.attributes;
            this.attributesAt = from.attributesAt;
            this.accessedNanos = from.accessedNanos;
            this.ttl = from.ttl;
            this.version = from.version;
            this.lastVersion = from.lastVersion;
            this.recordedNanos = from.recordedNanos;
            this.dueNanos = from.dueNanos;
            this.expiring = from.expiring;
        }

        Session session() {
            return new Session(
                    from.handle,
                    digest,
                    from.startPosition,
                    userId,
                    organizationId,
                    attributes,
                    attributesAt,
                    from.createdNanos,
                    accessedNanos,
                    ttl,
                    from.maxLifetime,
                    version,
                    lastVersion,
                    recordedNanos,
                    dueNanos,
                    expiring);
        }
    }
}
