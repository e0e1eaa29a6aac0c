package dev.mayfly.session;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.append.ReservedAggregates;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for session ids, which are secrets, and for handles, which are not. The log knows an id only by its digest:
 * the base64url SHA-256. A session's handle, which is also the id of its aggregate, has the digest of its first id.
 */
public final class SessionId {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~,:-]{16,256}");
    private static final int RANDOM_BYTES = 32;
    private static final String TAG_PREFIX = "session-id:";

    private SessionId() {}

    /**
     * Returns an id that a client has made, unchanged.
     *
     * @param field the field name to report
     * @throws InvalidInputException if it does not have the form of an id; the message does not contain it
     */
    public static String require(String field, String id) {
        if (ReservedAggregates.isSession(id)) {
            throw InvalidInputException.invalid(field, "must not be a handle");
        }
        if (!isValid(id)) {
            throw InvalidInputException.invalid(
                    field, "must be 16 to 256 characters of A-Z, a-z, 0-9 and ._~,:- (has " + id.length() + ")");
        }
        return id;
    }

    /** Returns whether a text has the form of an id. A handle does not. */
    public static boolean isValid(String id) {
        return FORM.matcher(id).matches() && !ReservedAggregates.isSession(id);
    }

    /** Returns a new id: 256 random bits as 43 characters of base64url. */
    static String random(SecureRandom random) {
        byte[] bits = new byte[RANDOM_BYTES];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Returns the digest by which the log knows an id. */
    static String digest(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the handle of the session whose first id has a digest. */
    static String handle(String digest) {
        return ReservedAggregates.SESSION_PREFIX + digest;
    }

    /** Returns the digest of a session's first id. */
    static String firstDigest(String handle) {
        return handle.substring(ReservedAggregates.SESSION_PREFIX.length());
    }

    /** Returns the tag of the event that gives a session the id with a digest. */
    static String tag(String digest) {
        return TAG_PREFIX + digest;
    }

    /** Returns the digest in a tag, or null if it is another tag. */
    static @Nullable String digestIn(String tag) {
        return tag.startsWith(TAG_PREFIX) && tag.length() == TAG_PREFIX.length() + ReservedAggregates.DIGEST_CHARACTERS
                ? tag.substring(TAG_PREFIX.length())
                : null;
    }
}
