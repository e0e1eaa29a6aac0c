package dev.mayfly.http.live;

import dev.mayfly.http.answer.TypedBody;

/**
 * The body of an answer without an end that has not begun yet.
 *
 * @param connection the connection that it will go out on
 */
public record LiveReply(LiveConnection connection) implements TypedBody {
    @Override
    public String mediaType() {
        return connection.framing().mediaType();
    }
}
