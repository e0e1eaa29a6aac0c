package dev.mayfly.eventstore.append;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates that only their own calls append to, whatever the door: those of sessions, named {@code session-} and
 * 43 characters of base64url, and {@code redactions}. An import into an empty store brings them as they are.
 */
public final class ReservedAggregates {
    /** The beginning of the ids of sessions' aggregates. */
    public static final String SESSION_PREFIX = "session-";

    /** How many characters of base64url follow: 256 bits. */
    public static final int DIGEST_CHARACTERS = 43;

    /** The aggregate of the events that record redactions. */
    public static final String REDACTIONS = "redactions";

    private static final byte[] SESSION = SESSION_PREFIX.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OF_REDACTIONS = REDACTIONS.getBytes(StandardCharsets.US_ASCII);

    private ReservedAggregates() {}

    /** Returns whether an id is that of a session's aggregate. */
    public static boolean isSession(String aggregateId) {
        byte[] text = aggregateId.getBytes(StandardCharsets.UTF_8);
        return isSession(text, 0, text.length);
    }

    /** Returns whether only its own calls append to the aggregate with an id. */
    public static boolean contain(String aggregateId) {
        byte[] text = aggregateId.getBytes(StandardCharsets.UTF_8);
        return contain(text, 0, text.length);
    }

    /** Returns whether an event of a batch belongs to such an aggregate. */
    public static boolean contain(EventBatch events, int index) {
        return contain(
                events.bytes(), events.offset(index, Field.AGGREGATE_ID), events.length(index, Field.AGGREGATE_ID));
    }

    /** Returns the refusal of a batch that only an owner may append, or null if anyone may. */
    public static AppendResult.@Nullable Reserved refusal(EventBatch events) {
        for (int i = 0; i < events.size(); i++) {
            if (contain(events, i)) {
                return new AppendResult.Reserved(String.valueOf(events.text(i, Field.AGGREGATE_ID)), i);
            }
        }
        return null;
    }

    private static boolean contain(byte[] text, int offset, int length) {
        return length == OF_REDACTIONS.length
                ? startsWith(text, offset, OF_REDACTIONS)
                : isSession(text, offset, length);
    }

    private static boolean isSession(byte[] text, int offset, int length) {
        if (length != SESSION.length + DIGEST_CHARACTERS || !startsWith(text, offset, SESSION)) {
            return false;
        }
        for (int i = offset + SESSION.length; i < offset + length; i++) {
            if (!isBase64Url(text[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] text, int offset, byte[] start) {
        return Arrays.equals(text, offset, offset + start.length, start, 0, start.length);
    }

    private static boolean isBase64Url(byte c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }
}
