package dev.mayfly.http.answer;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.http.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Makes answers of JSON text that is written already. */
public final class Answers {
    /** What an answer's form depends on besides its address: the value of {@code Vary}. */
    public static final String VARIES_WITH = Problem.VARIES_WITH;

    /** The header that says at which position of the store's log an answer was read, or a change was made. */
    public static final String POSITION = "Mayfly-Position";

    private static final CharSequence POSITION_NAME = HttpHeaders.createOptimized(POSITION);

    private Answers() {}

    /** Lets the answer to a request say at which position it was read or made; for the request's event loop. */
    public static void position(RoutingContext http, long position) {
        http.response().headers().set(POSITION_NAME, Long.toString(position));
    }

    /** Begins an answer with that status whose body is what has been written to the buffer. */
    public static Response.ResponseBuilder json(int status, JsonBuffer body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.VARY.toString(), VARIES_WITH)
                .entity(body.toByteArray());
    }
}
