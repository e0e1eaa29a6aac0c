package dev.mayfly.http.route;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.input.QueryParameters;
import io.quarkus.runtime.ImageMode;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Says what is running. */
@Path("/version")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
@Tag(name = "Operations", description = "Run the service.")
public class VersionResource {
    private final String version;
    private final String commit;

    /** Makes the resource from what the build wrote down. */
    public VersionResource(
            @ConfigProperty(name = "build.version") String version,
            @ConfigProperty(name = "build.commit") String commit) {
        this.version = version;
        this.commit = commit;
    }

    /** Returns the version, the commit it was built from, and whether it runs on a JVM or as a native executable. */
    @GET
    @Operation(
            operationId = "version",
            summary = "What is running",
            description = "The version, the commit it was built from, and whether it runs on a JVM or natively.")
    @APIResponse(
            responseCode = "200",
            description = "What is running.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Version")))
    public Answer version(@Context RoutingContext context) {
        QueryParameters.none(context.request().query());
        JsonBuffer body = new JsonBuffer(96);
        body.ascii("{\"version\":").string(version);
        body.ascii(",\"commit\":").string(commit);
        body.ascii(",\"runtime\":").string(ImageMode.current() == ImageMode.JVM ? "java" : "native");
        return Answer.json(200, body.put('}'));
    }
}
