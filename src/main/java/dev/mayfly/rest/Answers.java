package dev.mayfly.rest;

import dev.mayfly.event.json.JsonBuffer;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Makes answers of JSON text that is written already. */
public final class Answers {
    private Answers() {}

    /** Begins an answer with that status whose body is what has been written to the buffer. */
    public static Response.ResponseBuilder json(int status, JsonBuffer body) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body.toByteArray());
    }
}
