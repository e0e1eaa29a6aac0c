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
import dev.mayfly.session.Sessions;
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
    private final Sessions sessions;
    private final EventReads reads;

    /** Makes the resource. */
    public SessionQueryResource(SessionCalls calls, Sessions sessions, EventReads reads) {
        this.calls = calls;
        this.sessions = sessions;
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
            return point.asOf() == null
                    ? loop.uni(calls.ready(
                            http, store, () -> CompletableFuture.completedStage(live(ref, store, http, format))))
                    : asOf(ref, point.log(calls.budgeted(fields, http), http), http, format);
        });
    }

    private Answer live(SessionRef ref, UsedStore store, RoutingContext http, Format format) {
        String incarnation = store.incarnation();
        long position = store.prefix().position();
        return answer(sessions.of(store).live(ref), incarnation, http, format).at(position);
    }

    private static Uni<Answer> asOf(SessionRef ref, LogPrefix log, RoutingContext http, Format format) {
        if (ref.version(log) <= SHORT_HISTORY) {
            return Uni.createFrom().item(answer(ref.asOf(log), log.incarnation(), http, format));
        }
        return ClientWork.compute(http, () -> answer(ref.asOf(log), log.incarnation(), http, format));
    }

    private static Answer answer(@Nullable Session session, String incarnation, RoutingContext http, Format format) {
        if (session == null) {
            throw SessionProblems.unknown().exception();
        }
        return Answer.written(SessionText.session(session, null), format)
                .with(HttpHeaders.ETAG, EntityTags.of(http, incarnation, session.version(), format));
    }

    private Uni<Answer> history(SessionRef ref, RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON, Format.CLOUD_EVENTS);
        Fields fields = Fields.ofQuery(http.request().query(), HISTORY, Set.of());
        ReadPoint point = ReadPoint.of(fields);
        return point.read(http, calls.budgeted(fields, http), store -> {
            LogPrefix log = point.log(store, http);
            String handle = ref.known(log);
            if (handle == null) {
                throw SessionProblems.unknown().exception();
            }
            Listing.History history = new Listing.History(handle, 1, Long.MAX_VALUE, Order.ASCENDING);
            Walk walk = new Walk(store, log, point.asOfOrHead(), history, 0, 0, 0);
            return reads.events(http, "", walk, history, EventReads.UNLIMITED, format, new History(handle));
        });
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
