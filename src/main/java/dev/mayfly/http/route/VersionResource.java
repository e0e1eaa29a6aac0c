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

/** The version of the running server. */
@Path("/version")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
public class VersionResource {
    private final String version;
    private final String commit;

    /** Makes the resource from the values that the build recorded. */
    public VersionResource(
            @ConfigProperty(name = "build.version") String version,
            @ConfigProperty(name = "build.commit") String commit) {
        this.version = version;
        this.commit = commit;
    }

    /**
     * Answers with the version, the commit that it was built from, and whether it runs on a JVM or as a native
     * executable.
     */
    @GET
    public Answer version(@Context RoutingContext context) {
        QueryParameters.none(context.request().query());
        JsonBuffer body = new JsonBuffer(96);
        body.ascii("{\"version\":").string(version);
        body.ascii(",\"commit\":").string(commit);
        body.ascii(",\"runtime\":").string(ImageMode.current() == ImageMode.JVM ? "java" : "native");
        return Answer.json(200, body.put('}'));
    }
}
