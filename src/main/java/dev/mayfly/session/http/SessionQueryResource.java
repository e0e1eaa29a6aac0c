package dev.mayfly.session.http;

import dev.mayfly.criteria.Order;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.route.Observer;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.input.Fields;
import dev.mayfly.search.Cursor;
import dev.mayfly.search.Listing;
import dev.mayfly.search.Walk;
import dev.mayfly.search.http.EntityTags;
import dev.mayfly.search.http.EventReads;
import dev.mayfly.session.Session;
import dev.mayfly.session.SessionChange;
import dev.mayfly.session.SessionRef;
import dev.mayfly.session.SessionView;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Answers queries about single sessions. */
@Path("/sessions")
@Singleton
@NonBlocking
public class SessionQueryResource {
    private static final String TOUCH = "touch";
    private static final Map<String, Boolean> SWITCH = Map.of("true", true, "false", false);
    private static final Set<String> SESSION = SessionCalls.with(TOUCH, "asOf", "minPosition", "timeout");
    private static final Set<String> HISTORY = SessionCalls.with("asOf", "minPosition", "timeout");

    /** The longest history, in events, that is replayed on the event loop. */
    private static final long SHORT_HISTORY = 256;

    private final SessionCalls calls;
    private final EventReads reads;

    /** Makes the resource. */
    public SessionQueryResource(SessionCalls calls, EventReads reads) {
        this.calls = calls;
        this.reads = reads;
    }

    /** Answers with a session, which it uses if asked to. */
    @GET
    @Path("/{sessionId}")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> session(@RestPath String sessionId, @Context RoutingContext http) {
        return session(SessionCalls.ref(sessionId, http), http);
    }

    /** Answers with a session, which it uses if asked to. */
    @GET
    @Path("/by-handle/{handle}")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> sessionByHandle(@RestPath String handle, @Context RoutingContext http) {
        return session(SessionRef.byHandle(handle), http);
    }

    /** Answers with all events of a session. */
    @GET
    @Path("/{sessionId}/history")
    @Produces({MediaTypes.JSON, MediaTypes.NDJSON, MediaTypes.CLOUD_EVENTS})
    public Uni<Answer> history(@RestPath String sessionId, @Context RoutingContext http) {
        return history(SessionCalls.ref(sessionId, http), http);
    }

    /** Answers with all events of a session. */
    @GET
    @Path("/by-handle/{handle}/history")
    @Produces({MediaTypes.JSON, MediaTypes.NDJSON, MediaTypes.CLOUD_EVENTS})
    public Uni<Answer> historyByHandle(@RestPath String handle, @Context RoutingContext http) {
        return history(SessionRef.byHandle(handle), http);
    }

    private Uni<Answer> session(SessionRef ref, RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        Fields fields = Fields.ofQuery(http.request().query(), SESSION, Set.of());
        boolean touch = fields.oneOf(TOUCH, SWITCH, false);
        ReadPoint point = ReadPoint.of(fields);
        if (touch && (point.asOf() != null || Observer.is(http.request()))) {
            throw InvalidInputException.invalid(
                    TOUCH,
                    point.asOf() != null
                            ? "must not be true together with asOf"
                            : "must not be true with " + Observer.HEADER + ", because it changes the session");
        }
        UsedStore store = calls.store(fields, http);
        EventLoop loop = EventLoop.current();
        return point.read(http, store, unused -> {
            if (touch) {
                ExpectedVersion any = new ExpectedVersion.Any();
                return loop.uni(calls.command(
                        http,
                        store,
                        any,
                        commands -> commands.change(ref, SessionChange.NONE),
                        outcome -> SessionCalls.answered(
                                outcome, any, done -> SessionCalls.session(http, 200, done, null))));
            }
            if (point.asOf() == null) {
                return loop.uni(calls.viewed(
                        http, store, view -> CompletableFuture.completedStage(live(view, ref, http, format))));
            }
            LogPrefix log = point.log(calls.budgeted(fields, http), http);
            return loop.uni(calls.viewed(http, store, view -> asOf(view, ref, log, http, format)));
        });
    }

    private static Answer live(SessionView view, SessionRef ref, RoutingContext http, Format format) {
        return answer(view.live(ref), view.log().incarnation(), http, format)
                .at(view.log().position());
    }

    private static CompletionStage<Answer> asOf(
            SessionView view, SessionRef ref, LogPrefix log, RoutingContext http, Format format) {
        return ref.version(view, log) <= SHORT_HISTORY
                ? CompletableFuture.completedStage(answer(ref.asOf(view, log), log.incarnation(), http, format))
                : ClientWork.stage(http, () -> answer(ref.asOf(view, log), log.incarnation(), http, format));
    }

    private static Answer answer(@Nullable Session session, String incarnation, RoutingContext http, Format format) {
        if (session == null) {
            throw SessionProblems.unknown().exception();
        }
        return SessionText.answer(session, null, format)
                .with(HttpHeaders.ETAG, EntityTags.of(http, incarnation, session.version(), format));
    }

    private Uni<Answer> history(SessionRef ref, RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON, Format.CLOUD_EVENTS);
        Fields fields = Fields.ofQuery(http.request().query(), HISTORY, Set.of());
        ReadPoint point = ReadPoint.of(fields);
        UsedStore used = calls.store(fields, http);
        EventLoop loop = EventLoop.current();
        return point.read(http, calls.budgeted(fields, http), store -> {
            LogPrefix log = point.log(store, http);
            return loop.uni(calls.viewed(
                            http, used, view -> CompletableFuture.completedStage(handle(ref.known(view, log)))))
                    .chain(handle -> {
                        Listing.History history = new Listing.History(handle, 1, Long.MAX_VALUE, Order.ASCENDING);
                        Walk walk = new Walk(store, log, point.asOfOrHead(), history, 0, 0, 0);
                        return reads.events(http, "", walk, history, EventReads.UNLIMITED, format, new History(handle));
                    });
        });
    }

    private static String handle(@Nullable String known) {
        if (known == null) {
            throw SessionProblems.unknown().exception();
        }
        return known;
    }

    /** The object of a session's history, {@code {"handle", "events"}}. */
    private record History(String handle) implements EventReads.Envelope {
        @Override
        public void open(LogPrefix log, JsonBuffer out) {
            out.ascii("{\"handle\":").string(handle).ascii(",\"events\":[");
        }

        @Override
        public void close(LogPrefix log, @Nullable Cursor next, JsonBuffer out) {
            out.ascii("]}");
        }
    }
}
