package dev.mayfly.bench.empty;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.nio.charset.StandardCharsets;

/** Takes the bytes of an append, and answers as many bytes as an append does. */
@Path("/stores/{store}/aggregates/{aggregateId}/events")
public class EmptyResource {
    private static final byte[] ANSWER =
            "{\"aggregateId\":\"account-1234\",\"firstVersion\":1,\"lastVersion\":1,\"firstPosition\":1,\"lastPosition\":1}"
                    .getBytes(StandardCharsets.US_ASCII);

    /** Does nothing. */
    @POST
    @NonBlocking
    @Consumes("application/json")
    @Produces("application/json")
    public byte[] append(byte[] event) {
        return ANSWER;
    }
}
