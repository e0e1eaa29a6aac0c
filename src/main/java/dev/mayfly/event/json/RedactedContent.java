package dev.mayfly.event.json;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the data and the metadata of an event become when it is redacted: {@code {"redacted": {"reason", "at"}}}, the
 * same in both.
 */
public final class RedactedContent {
    private static final byte[] BEGINNING = "{\"redacted\":{".getBytes(StandardCharsets.US_ASCII);

    private RedactedContent() {}

    /**
     * Returns the content of an event that is redacted.
     *
     * @param reason why, or null
     * @param atNanos when, in nanoseconds since 1970
     */
    public static RawJson of(@Nullable String reason, long atNanos) {
        JsonBuffer out = new JsonBuffer(128);
        out.ascii("{\"redacted\":{");
        if (reason != null) {
            out.ascii("\"reason\":").string(reason).put(',');
        }
        out.ascii("\"at\":").timestamp(atNanos).ascii("}}");
        byte[] text = out.toByteArray();
        return RawJson.of(text, 0, text.length);
    }

    /** Returns whether an event of a batch has such content, as one has that was redacted where it comes from. */
    public static boolean isIn(EventBatch events, int index) {
        int data = events.offset(index, Field.DATA);
        int metadata = events.offset(index, Field.METADATA);
        int length = events.length(index, Field.DATA);
        byte[] text = events.bytes();
        return data >= 0
                && metadata >= 0
                && length > BEGINNING.length
                && Arrays.equals(text, data, data + BEGINNING.length, BEGINNING, 0, BEGINNING.length)
                && Arrays.equals(
                        text, data, data + length, text, metadata, metadata + events.length(index, Field.METADATA));
    }
}
