package dev.mayfly.session.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Traceparent;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.answer.Preconditions;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.http.problem.SecretPaths;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.input.Fields;
import dev.mayfly.input.PercentEncoding;
import dev.mayfly.search.http.EntityTags;
import dev.mayfly.session.SessionCommands;
import dev.mayfly.session.SessionOutcome;
import dev.mayfly.session.SessionRef;
import dev.mayfly.session.SessionView;
import dev.mayfly.session.Sessions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The steps that calls on sessions share: store, id, expected version, body, answer. */
@Singleton
public class SessionCalls {
    /** The header with the id where the path does not have it. */
    static final String HEADER = "Mayfly-Session";

    static final String STORE = StoreLookup.PARAMETER;

    private static final int OK = 200;
    private static final String SELF = "self";
    private static final List<String> JSON = List.of(MediaTypes.JSON);

    private final StoreLookup stores;
    private final RequestBodies bodies;
    private final Sessions sessions;

    SessionCalls(StoreLookup stores, RequestBodies bodies, Sessions sessions) {
        this.stores = stores;
        this.bodies = bodies;
        this.sessions = sessions;
    }

    /** A command of a request, made of its body. */
    @FunctionalInterface
    interface Command {
        CompletionStage<SessionOutcome> of(SessionCommands commands, RequestBody body);
    }

    /** Returns the id that a path names, or the header that stands for it. */
    static String id(String segment, RoutingContext http) {
        if (segment.equals(SecretPaths.MASK)) {
            return SessionGate.id(http);
        }
        if (!segment.equals(SELF)) {
            return segment;
        }
        List<String> given = http.request().headers().getAll(HEADER);
        if (given.size() != 1) {
            throw InvalidInputException.invalid(
                    HEADER, given.isEmpty() ? "is required for /sessions/self" : "must be given once");
        }
        return given.get(0);
    }

    /** Returns the session that a path names by its id. */
    static SessionRef ref(String segment, RoutingContext http) {
        return SessionRef.byId(id(segment, http));
    }

    /** Returns the store of a call, which must not have other parameters than these. */
    UsedStore store(RoutingContext http, String... others) {
        Fields fields = Fields.ofQuery(http.request().query(), with(others), Set.of());
        return store(fields, http);
    }

    /** Returns the store that the parameters of a call name. */
    UsedStore store(Fields fields, RoutingContext http) {
        String name = fields.text(STORE);
        return stores.used(name == null ? Stores.DEFAULT : name, http);
    }

    /** Returns the store that the parameters of a call name, whose reads are paid for from the request's budget of work. */
    EventStore budgeted(Fields fields, RoutingContext http) {
        return stores.budgetedOfParameter(fields.text(STORE), http);
    }

    /** Returns the names of the parameters of a call. */
    static Set<String> with(String... others) {
        return Stream.concat(Stream.of(STORE), Stream.of(others)).collect(Collectors.toUnmodifiableSet());
    }

    /** Carries out the command that a request brings with a body, JSON if there is one. */
    CompletionStage<Answer> command(
            RoutingContext http, UsedStore store, Command command, Function<SessionOutcome.Done, Answer> answer) {
        return command(http, store, JSON, command, answer);
    }

    /**
     * Carries out the command that a request brings with a body.
     *
     * @param mediaTypes those that the body may have
     */
    CompletionStage<Answer> command(
            RoutingContext http,
            UsedStore store,
            List<String> mediaTypes,
            Command command,
            Function<SessionOutcome.Done, Answer> answer) {
        HttpServerRequest request = http.request();
        ExpectedVersion expected = Preconditions.expectedVersion(request.headers());
        SessionCommands commands = sessions.commands(store, expected, traceparent(request));
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        boolean required = !mediaTypes.equals(JSON);
        if (required) {
            MediaTypes.require(type, mediaTypes);
        }
        return bodies.read(http, body -> {
            if (!required && body.length() > 0) {
                MediaTypes.require(type, mediaTypes);
            }
            return viewed(http, store, unused -> command.of(commands, body))
                    .thenApply(outcome -> answered(outcome, expected, answer));
        });
    }

    /** Carries out a command without a body. */
    CompletionStage<Answer> command(
            RoutingContext http,
            UsedStore store,
            ExpectedVersion expected,
            Function<SessionCommands, CompletionStage<SessionOutcome>> command,
            Function<SessionOutcome, Answer> answer) {
        SessionCommands commands = sessions.commands(store, expected, traceparent(http.request()));
        return viewed(http, store, unused -> command.apply(commands)).thenApply(answer);
    }

    /**
     * Does something with a store's sessions as they are now: at once, or once many events have been read first, on the
     * event loop of the caller. Fails with a problem if there is no room for them.
     */
    <T> CompletionStage<T> viewed(
            RoutingContext http, UsedStore store, Function<SessionView, CompletionStage<T>> what) {
        return sessions.of(store).viewed(ClientWork.turnsOf(http)).thenComposeAsync(what, EventLoop.current());
    }

    /** Returns the answer to an outcome, or throws the problem that it is. */
    static Answer answered(
            SessionOutcome outcome, ExpectedVersion expected, Function<SessionOutcome.Done, Answer> answer) {
        if (outcome instanceof SessionOutcome.Done done) {
            return answer.apply(done).at(done.position());
        }
        throw SessionProblems.of(outcome, !(expected instanceof ExpectedVersion.Any))
                .exception();
    }

    /** Returns the answer with a session after a command. */
    static Answer session(RoutingContext http, int status, SessionOutcome.Done done, @Nullable String newId) {
        Answer answer = status == OK
                ? SessionText.answer(done.session(), newId, Format.JSON)
                : Answer.json(status, SessionText.session(done.session(), newId));
        return answer.with(HttpHeaders.ETAG, tag(http, done));
    }

    /** Returns the tag of a session after a command. */
    static String tag(RoutingContext http, SessionOutcome.Done done) {
        return EntityTags.of(http, done.incarnation(), done.session().version(), Format.JSON);
    }

    /** Returns the address of a session, which does not contain its id. */
    static String location(UsedStore store, String handle) {
        String path = "/sessions/by-handle/" + handle;
        return store.name().equals(Stores.DEFAULT)
                ? path
                : path + "?" + STORE + "=" + PercentEncoding.encode(store.name());
    }

    /** Returns the trace context of a request, or null if it has no valid one. */
    static @Nullable String traceparent(HttpServerRequest request) {
        return Traceparent.valid(request.getHeader("traceparent"));
    }
}
