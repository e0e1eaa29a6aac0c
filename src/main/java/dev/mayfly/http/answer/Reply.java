package dev.mayfly.http.answer;

import dev.mayfly.event.json.TextSource;

/**
 * The body of an answer that has not been written yet.
 *
 * @param text its text
 * @param mediaType its media type
 * @param sizeBound an upper bound of its bytes; {@link Long#MAX_VALUE} if not known
 */
public record Reply(TextSource text, String mediaType, long sizeBound) implements TypedBody {
    /** The most bytes that are rendered at once, on the event loop; what may be larger is written in chunks. */
    public static final int AT_ONCE_BYTES = 256 * 1024;

    /** Returns a body of not more than about {@link #AT_ONCE_BYTES}. */
    public static Reply small(TextSource text, Format format) {
        return new Reply(text, format.mediaType(), AT_ONCE_BYTES);
    }
}
