package dev.mayfly.http.problem;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A resource with faults, for tests. */
@Path("/test/faults")
public class FaultyResource {
    /** Throws. */
    @GET
    @Path("/thrown")
    @Operation(hidden = true)
    public String thrown() {
        throw new IllegalStateException("secret of the inside");
    }

    /** Fails later. */
    @GET
    @Path("/later")
    @Operation(hidden = true)
    public CompletionStage<String> later() {
        return CompletableFuture.supplyAsync(() -> {
            throw new IllegalStateException("secret of the inside");
        });
    }
}
