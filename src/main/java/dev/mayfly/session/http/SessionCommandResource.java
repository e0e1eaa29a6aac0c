package dev.mayfly.session.http;

import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.answer.Preconditions;
import dev.mayfly.input.Fields;
import dev.mayfly.session.SessionChange;
import dev.mayfly.session.SessionId;
import dev.mayfly.session.SessionOutcome;
import dev.mayfly.session.SessionRef;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestPath;

/** Accepts the commands to single sessions. */
@Path("/sessions")
@Singleton
@NonBlocking
public class SessionCommandResource {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final String REASON = "reason";
    private static final List<String> MERGE_PATCH = List.of("application/merge-patch+json");

    private final SessionCalls calls;

    /** Makes the resource. */
    public SessionCommandResource(SessionCalls calls) {
        this.calls = calls;
    }

    /** Starts a session, whose id the server makes. */
    @POST
    @Produces(MediaTypes.JSON)
    public CompletionStage<Answer> start(@Context RoutingContext http) {
        UsedStore store = calls.store(http);
        return calls.command(
                http,
                store,
                (commands, body) -> commands.start(SessionBody.start(body).start()),
                done -> started(http, store, done));
    }

    /** Starts a session with an id that the client has made, or changes it. */
    @PUT
    @Path("/{sessionId}")
    @Produces(MediaTypes.JSON)
    public CompletionStage<Answer> put(@RestPath String sessionId, @Context RoutingContext http) {
        String id = SessionId.require(SessionBody.SESSION_ID, SessionCalls.id(sessionId, http));
        UsedStore store = calls.store(http);
        return calls.command(
                http,
                store,
                (commands, body) -> {
                    SessionBody given = SessionBody.start(body);
                    return commands.put(id, given.start(), given.change());
                },
                done -> done.isNew() ? started(http, store, done) : SessionCalls.session(http, OK, done, null));
    }

    /** Changes a session's attributes by a merge patch. */
    @PATCH
    @Path("/{sessionId}")
    @Produces(MediaTypes.JSON)
    public CompletionStage<Answer> patch(@RestPath String sessionId, @Context RoutingContext http) {
        return patch(SessionCalls.ref(sessionId, http), http);
    }

    /** Changes a session's attributes by a merge patch. */
    @PATCH
    @Path("/by-handle/{handle}")
    @Produces(MediaTypes.JSON)
    public CompletionStage<Answer> patchByHandle(@RestPath String handle, @Context RoutingContext http) {
        return patch(SessionRef.byHandle(handle), http);
    }

    /** Uses a session, so that it lives longer. */
    @POST
    @Path("/{sessionId}/touch")
    @Produces(MediaTypes.JSON)
    public CompletionStage<Answer> touch(@RestPath String sessionId, @Context RoutingContext http) {
        SessionRef ref = SessionCalls.ref(sessionId, http);
        UsedStore store = calls.store(http);
        return calls.command(
                http,
                store,
                (commands, body) -> commands.change(
                        ref, SessionChange.ttl(SessionBody.touch(body).ttl())),
                done -> Answer.json(OK, SessionText.touched(done.session()))
                        .with(HttpHeaders.ETAG, SessionCalls.tag(http, done)));
    }

    /** Gives a session another id. */
    @POST
    @Path("/{sessionId}/rotate")
    @Produces(MediaTypes.JSON)
    public CompletionStage<Answer> rotate(@RestPath String sessionId, @Context RoutingContext http) {
        SessionRef ref = SessionCalls.ref(sessionId, http);
        UsedStore store = calls.store(http);
        return calls.command(
                http,
                store,
                (commands, body) -> {
                    SessionBody given = SessionBody.rotation(body);
                    return commands.rotate(ref, given.sessionId(), given.change());
                },
                done -> SessionCalls.session(http, OK, done, done.newId()));
    }

    /** Ends a session. */
    @DELETE
    @Path("/{sessionId}")
    public CompletionStage<Answer> end(@RestPath String sessionId, @Context RoutingContext http) {
        return end(SessionCalls.ref(sessionId, http), http);
    }

    /** Ends a session. */
    @DELETE
    @Path("/by-handle/{handle}")
    public CompletionStage<Answer> endByHandle(@RestPath String handle, @Context RoutingContext http) {
        return end(SessionRef.byHandle(handle), http);
    }

    private CompletionStage<Answer> patch(SessionRef ref, RoutingContext http) {
        UsedStore store = calls.store(http);
        return calls.command(
                http,
                store,
                MERGE_PATCH,
                (commands, body) -> commands.change(ref, SessionBody.patch(body)),
                done -> SessionCalls.session(http, OK, done, null));
    }

    private CompletionStage<Answer> end(SessionRef ref, RoutingContext http) {
        Fields fields = Fields.ofQuery(http.request().query(), SessionCalls.with(REASON), Set.of());
        String reason = fields.identifier(REASON);
        UsedStore store = calls.store(fields, http);
        ExpectedVersion expected = Preconditions.expectedVersion(http.request().headers());
        return calls.command(
                http,
                store,
                expected,
                commands -> commands.end(ref, reason),
                // What is gone already is as the client wants it.
                outcome -> outcome instanceof SessionOutcome.Unknown
                        ? Answer.noContent()
                        : SessionCalls.answered(outcome, expected, done -> Answer.noContent()));
    }

    private static Answer started(RoutingContext http, UsedStore store, SessionOutcome.Done done) {
        return SessionCalls.session(http, CREATED, done, done.newId())
                .with(
                        HttpHeaders.LOCATION,
                        SessionCalls.location(store, done.session().handle()));
    }
}
