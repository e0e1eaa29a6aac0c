package dev.mayfly.http.problem;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A resource with faults, for tests. */
@Path("/test/faults")
public class FaultyResource {
    /** Throws. */
    @GET
    @Path("/thrown")
    public String thrown() {
        throw new IllegalStateException("secret of the inside");
    }

    /** Fails later. */
    @GET
    @Path("/later")
    public CompletionStage<String> later() {
        return CompletableFuture.supplyAsync(() -> {
            throw new IllegalStateException("secret of the inside");
        });
    }
}
