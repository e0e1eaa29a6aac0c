package dev.mayfly.rest;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.rest.problem.Problem;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Makes answers of JSON text that is written already. */
public final class Answers {
    /** What an answer's form depends on besides its address: the value of {@code Vary}. */
    public static final String VARIES_WITH = Problem.VARIES_WITH;

    private Answers() {}

    /** Returns what has been written as a Vert.x buffer over the same array, which is not to be written to again. */
    @SuppressWarnings("deprecation")
    public static Buffer wrapped(JsonBuffer written) {
        return Buffer.buffer(Unpooled.wrappedBuffer(written.array(), 0, written.size()));
    }

    /** Begins an answer with that status whose body is what has been written to the buffer. */
    public static Response.ResponseBuilder json(int status, JsonBuffer body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.VARY, VARIES_WITH)
                .entity(body.toByteArray());
    }
}
