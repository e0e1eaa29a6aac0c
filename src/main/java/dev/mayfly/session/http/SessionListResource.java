package dev.mayfly.session.http;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.answer.Preconditions;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.input.Fields;
import dev.mayfly.search.Cursor;
import dev.mayfly.search.Listing;
import dev.mayfly.search.Walk;
import dev.mayfly.session.SessionReads;
import dev.mayfly.session.SessionSweep;
import dev.mayfly.session.SessionView;
import dev.mayfly.session.Sessions;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Lists, counts and ends many sessions. */
@Path("/sessions")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
public class SessionListResource {
    private static final String USER_ID = "userId";
    private static final String ORGANIZATION_ID = "organizationId";
    private static final String EXCEPT = "except";
    private static final String ALL = "all";
    private static final String REASON = "reason";
    private static final Set<String> LIST =
            SessionCalls.with(USER_ID, ORGANIZATION_ID, "limit", Cursor.FIELD, "minPosition", "timeout");
    private static final Set<String> STATISTICS = SessionCalls.with("from", "to", "minPosition", "timeout");
    private static final Set<String> END = SessionCalls.with(USER_ID, EXCEPT, ALL, REASON);

    /** The most sessions that are looked at on the event loop. */
    private static final long AT_ONCE = 1_000;

    private final SessionCalls calls;
    private final Sessions sessions;

    /** Makes the resource. */
    public SessionListResource(SessionCalls calls, Sessions sessions) {
        this.calls = calls;
        this.sessions = sessions;
    }

    /**
     * A request for a page.
     *
     * @param after the start after which it begins
     */
    private record Request(
            @Nullable String userId, @Nullable String organizationId, long after, int limit) {
        Listing.Search listing() {
            Criteria.Builder criteria = Criteria.builder()
                    .eventTypes("SessionStarted")
                    .aggregateTypes(List.of(Sessions.AGGREGATE_TYPE))
                    .values(Dimension.USER_ID, userId == null ? List.of() : List.of(userId))
                    .values(Dimension.ORGANIZATION_ID, organizationId == null ? List.of() : List.of(organizationId));
            return new Listing.Search(criteria.build(), Sort.POSITION, Order.ASCENDING);
        }
    }

    /** Answers with a page of the sessions that are live. */
    @GET
    public Uni<Answer> list(@Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        Fields fields = Fields.ofQuery(http.request().query(), LIST, Set.of());
        ReadPoint point = ReadPoint.of(fields);
        UsedStore store = calls.store(fields, http);
        Request request = request(fields, store);
        EventLoop loop = EventLoop.current();
        return point.read(http, store, unused -> {
            boolean isLong = SessionReads.looks(request.userId(), request.organizationId(), request.limit()) > AT_ONCE;
            return loop.uni(calls.viewed(
                    http,
                    store,
                    view -> isLong
                            ? ClientWork.stage(http, () -> page(view, store, request, format))
                            : CompletableFuture.completedStage(page(view, store, request, format))));
        });
    }

    /** Answers with the numbers of sessions. */
    @GET
    @Path("/statistics")
    public Uni<Answer> statistics(@Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        Fields fields = Fields.ofQuery(http.request().query(), STATISTICS, Set.of());
        long fromNanos = fields.timestamp("from", Long.MIN_VALUE);
        long toNanos = fields.timestamp("to", Long.MAX_VALUE);
        ReadPoint point = ReadPoint.of(fields);
        UsedStore store = calls.store(fields, http);
        EventLoop loop = EventLoop.current();
        return point.read(
                http,
                calls.budgeted(fields, http),
                budgeted -> loop.uni(calls.viewed(
                        http,
                        store,
                        view -> ClientWork.stage(http, () -> {
                            SessionReads.Counts counts =
                                    SessionReads.counts(view, budgeted.prefix(), fromNanos, toNanos);
                            return Answer.written(SessionText.counts(counts), format)
                                    .at(counts.position());
                        }))));
    }

    /** Ends all sessions of a user, or all there are. */
    @DELETE
    public Uni<Answer> end(@Context RoutingContext http) {
        Fields fields = Fields.ofQuery(http.request().query(), END, Set.of());
        Preconditions.none(http.request().headers(), "it is for changes of one session");
        String userId = fields.identifier(USER_ID);
        boolean all = fields.oneOf(ALL, Map.of("true", true), false);
        if (all == (userId != null)) {
            throw InvalidInputException.invalid(
                    all ? ALL : USER_ID, all ? "must not be given together with userId" : "or 'all=true' is required");
        }
        String except = fields.text(EXCEPT);
        if (except != null && !SessionReads.isHandle(except)) {
            throw InvalidInputException.invalid(EXCEPT, "must be the handle of a session");
        }
        String reason = fields.identifier(REASON);
        UsedStore store = calls.store(fields, http);
        String traceparent = SessionCalls.traceparent(http.request());
        return EventLoop.current()
                .uni(calls.viewed(
                        http,
                        store,
                        unused -> ClientWork.stage(http, () -> {
                            SessionSweep.Ended ended =
                                    sessions.sweep(store).endAll(userId, except, reason, traceparent);
                            if (ended.refusal() != null) {
                                throw AppendProblems.problem(ended.refusal(), false, index -> "")
                                        .exception();
                            }
                            JsonBuffer out = new JsonBuffer(32);
                            return Answer.json(
                                    200,
                                    out.ascii("{\"ended\":")
                                            .number(ended.ended())
                                            .put('}'));
                        })));
    }

    private static Answer page(SessionView view, UsedStore store, Request request, Format format) {
        SessionReads.Page page =
                SessionReads.page(view, request.userId(), request.organizationId(), request.after(), request.limit());
        Cursor next = page.next() == 0
                ? null
                : new Cursor(
                        store.name(),
                        page.incarnation(),
                        request.listing(),
                        AsOf.HEAD,
                        page.position(),
                        page.next(),
                        0,
                        request.limit());
        TextSource text = SessionText.page(page.sessions(), next);
        return Answer.text(text, format, SessionText.sizeBound(page.sessions())).at(page.position());
    }

    private static Request request(Fields fields, UsedStore store) {
        String userId = fields.identifier(USER_ID);
        String organizationId = fields.identifier(ORGANIZATION_ID);
        int limit = (int) fields.number("limit", 1, Walk.MAX_LIMIT, 0);
        String text = fields.text(Cursor.FIELD);
        if (text == null) {
            return new Request(userId, organizationId, 0, limit == 0 ? Walk.DEFAULT_LIMIT : limit);
        }
        Cursor cursor = Cursor.decode(text);
        Criteria criteria = cursor.listing(Listing.Search.class).criteria();
        Request request = new Request(
                userId == null ? only(criteria.values(Dimension.USER_ID)) : userId,
                organizationId == null ? only(criteria.values(Dimension.ORGANIZATION_ID)) : organizationId,
                cursor.last(),
                limit > 0 ? limit : cursor.limit() == 0 ? Walk.DEFAULT_LIMIT : cursor.limit());
        cursor.requireListing(request.listing());
        cursor.requireOf(store.name(), store.prefix());
        return request;
    }

    private static @Nullable String only(Collection<String> values) {
        return values.size() == 1 ? values.iterator().next() : null;
    }
}
