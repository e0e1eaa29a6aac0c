package dev.mayfly.command.http;

import dev.mayfly.append.http.AppendAnswers;
import dev.mayfly.command.CommandContext;
import dev.mayfly.command.CommandResult;
import dev.mayfly.command.IdempotencyKey;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.TypeMismatch;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.input.QueryParameters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Carries out the commands of domains that requests bring: in the store that {@code ?store=} names, on the conditions that the
 * headers state, once for each {@code Idempotency-Key}. The answer is that of an append to the aggregate.
 */
@Singleton
public final class CommandRequests {
    private static final Set<String> PARAMETERS = Set.of(StoreLookup.PARAMETER);
    private static final List<String> MEDIA_TYPES = List.of(MediaTypes.JSON);

    private final StoreLookup stores;
    private final RequestBodies bodies;

    CommandRequests(StoreLookup stores, RequestBodies bodies) {
        this.stores = stores;
        this.bodies = bodies;
    }

    /**
     * Carries out the command of a request. To be called on the event loop, before the body has been touched.
     *
     * @param aggregateId the aggregate that the path names
     * @param reader makes a command of the body; it may throw {@link InvalidInputException}
     * @throws InvalidInputException if a parameter or a header is wrong
     * @throws dev.mayfly.http.problem.ProblemException if there is no such store
     */
    public <C, R> CompletionStage<Answer> carryOut(
            CommandRoute<C, R> route, String aggregateId, Function<RequestBody, C> reader, RoutingContext http) {
        HttpServerRequest request = http.request();
        String name = QueryParameters.of(request.query(), PARAMETERS, Set.of()).text(StoreLookup.PARAMETER);
        EventStore store = stores.appended(name == null ? Stores.DEFAULT : name, http);
        MediaTypes.require(request.getHeader(HttpHeaders.CONTENT_TYPE), MEDIA_TYPES);
        CommandContext headers = CommandHeaders.context(request.headers());
        String key = CommandHeaders.identifier(request.headers(), CommandHeaders.IDEMPOTENCY_KEY);
        return bodies.read(http, body -> {
            C command = reader.apply(body);
            CommandContext keyed = key == null ? headers : headers.withKey(key(route, key, aggregateId, command));
            String incarnation = store.incarnation();
            return route.handler()
                    .handle(store, aggregateId, command, keyed)
                    .thenApply(result -> answer(route, store, incarnation, result, headers.expected()));
        });
    }

    private static <C, R> IdempotencyKey key(CommandRoute<C, R> route, String key, String aggregateId, C command) {
        String operation =
                "POST /" + route.root() + "/" + aggregateId + "/" + route.name().apply(command);
        return IdempotencyKey.of(
                CommandHeaders.IDEMPOTENCY_KEY, key, operation, route.meaning().apply(command));
    }

    private static <R> Answer answer(
            CommandRoute<?, R> route,
            EventStore store,
            String incarnation,
            CommandResult<R> result,
            ExpectedVersion expected) {
        if (result instanceof CommandResult.Done<R> done) {
            Appended now = done.appended();
            // A repeated command gets the first answer, so also its status.
            Appended first =
                    new Appended(now.firstPosition(), now.lastPosition(), now.firstVersion(), now.lastVersion(), false);
            Answer answer = AppendAnswers.toAggregate(store, incarnation, done.aggregateId(), first);
            return now.replayed() ? answer.replayed() : answer;
        }
        throw problem(route, result, !(expected instanceof ExpectedVersion.Any)).exception();
    }

    private static <R> Problem problem(CommandRoute<?, R> route, CommandResult<R> result, boolean expectedByHeader) {
        if (result instanceof CommandResult.Refused<R> refused) {
            return route.refusals().apply(refused.reason());
        }
        if (result instanceof CommandResult.KeyReused<R>) {
            return Problem.of(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "The " + CommandHeaders.IDEMPOTENCY_KEY
                            + " was already used for a different request to this path. Use a new key.");
        }
        if (result instanceof CommandResult.NotAppended<R> failed) {
            return failed.result() instanceof TypeMismatch mismatch
                    ? Problem.of(InvalidInputException.invalid(
                            route.idField(), "is the id of an aggregate of type '" + mismatch.knownType() + "'"))
                    : AppendProblems.problem(failed.result(), expectedByHeader, index -> "");
        }
        throw new IllegalArgumentException("no problem: " + result);
    }
}
