package dev.mayfly.http.work;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.StoreDeletedException;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemMapping;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.quarkus.Workers;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.share.ClientAddress;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.http.share.Shares;
import dev.mayfly.operation.Course;
import dev.mayfly.operation.Kind;
import dev.mayfly.operation.Operation;
import dev.mayfly.operation.Operations;
import dev.mayfly.operation.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Runs the long work of requests: while the client waits for its answer or, if it prefers {@code respond-async}, as an
 * operation that is announced at once.
 *
 * <p>Work that a client waits for runs on a few workers of its own, the rest of it in turn: each may take some megabytes.
 *
 * <p>The caller refuses everything that can be checked before the work starts. A later failure is the answer, or the
 * outcome of the operation.
 */
@Singleton
public class LongWork {
    private static final Logger LOG = Logger.getLogger("dev.mayfly.rest.operations");
    private static final int RETRY_AFTER_SECONDS = 1;
    private static final int ACCEPTED = 202;
    /** How many requests may wait for their work for each operation that may run. */
    private static final int WAITED_PER_OPERATION = 4;

    private final Operations operations;
    private final StoreLookup stores;
    private final ProblemMapping problems;
    private final WorkerExecutor workers;
    private final Shares places;
    private final Shares waited;

    /** Makes the runner for all requests. */
    public LongWork(Operations operations, StoreLookup stores, ProblemMapping problems, Vertx vertx) {
        this.operations = operations;
        this.stores = stores;
        this.problems = problems;
        this.workers = vertx.createSharedWorkerExecutor(
                "mayfly-long-work", Runtime.getRuntime().availableProcessors());
        this.places = new Shares(operations.most());
        this.waited = new Shares(WAITED_PER_OPERATION * (long) operations.most());
    }

    /** Returns whether a request's work should run as an operation. */
    public static boolean isFollowed(RoutingContext http) {
        return Preferences.respondAsync(http.request().headers());
    }

    /**
     * Runs blocking work on a worker. Call it on the event loop. Unless it is an operation, it ends when the client goes.
     *
     * @param store the store that the work is on; it does not expire meanwhile
     * @param work returns the answer, which is JSON; it propagates exceptions that the progress throws, and then must
     *     leave no trace
     * @return the answer, or the operation's
     * @throws dev.mayfly.http.problem.ProblemException {@code throttled} if the client's address has its share of the
     *     running operations, {@code unavailable} if others have all of them or the process is stopping
     */
    public CompletionStage<Answer> answer(
            RoutingContext http, Kind kind, EventStore store, Function<Progress, Answer> work) {
        if (!isFollowed(http)) {
            Runnable leave = enter(http, waited);
            return Workers.run(workers, () -> {
                        checkAwaited(http);
                        return work.apply((done, total) -> checkAwaited(http));
                    })
                    .onComplete(over -> leave.run())
                    .toCompletionStage();
        }
        Operation operation = begin(http, kind, store);
        try {
            operations.execute(() -> perform(operation, work));
        } catch (RejectedExecutionException stopping) {
            operations.end(operation, new Outcome.Cancelled("The server is shutting down."));
        }
        return CompletableFuture.completedFuture(accepted(operation));
    }

    /**
     * Starts work that continues by itself. Call it on the event loop.
     *
     * @param store the store that the work is on; it does not expire meanwhile
     * @param work returns the answer, as for blocking work; an exception that it throws before it returns is the answer
     *     even if the work would run as an operation
     * @return the answer, or the operation's, which is sent when the work has accepted the request or has ended
     * @throws dev.mayfly.http.problem.ProblemException as for blocking work
     */
    public CompletionStage<Answer> follow(
            RoutingContext http, Kind kind, EventStore store, Function<Course, CompletionStage<Answer>> work) {
        if (!isFollowed(http)) {
            Runnable leave = enter(http, waited);
            try {
                return work.apply(Course.NONE).whenComplete((answer, failure) -> leave.run());
            } catch (RuntimeException refused) {
                leave.run();
                throw refused;
            }
        }
        Operation operation = begin(http, kind, store);
        CompletionStage<Answer> done;
        try {
            done = work.apply(operation);
        } catch (RuntimeException refused) {
            operations.end(operation, outcome(operation, refused));
            operations.forget(operation);
            throw refused;
        }
        var unused = done.whenComplete((answer, failure) -> operations.end(
                operation, failure == null ? new Outcome.Done(entity(answer)) : outcome(operation, failure)));
        return operation.accepted().thenApply(LongWork::accepted);
    }

    /**
     * Replaces a store's history, on a worker, once the operations on the store have been told to end and none of them
     * can append any more, so that no event of theirs lands in the new history.
     */
    public Uni<Answer> replace(RoutingContext http, EventStore store, Callable<Answer> change) {
        return EventLoop.current()
                .uni(operations.stop(store, "The store has another history."))
                .flatMap(ended -> ClientWork.compute(http, change));
    }

    private void perform(Operation operation, Function<Progress, Answer> work) {
        try {
            operation.check();
            operations.end(operation, new Outcome.Done(entity(work.apply(operation))));
        } catch (Throwable thrown) {
            operations.end(operation, outcome(operation, thrown));
        }
    }

    private Operation begin(RoutingContext http, Kind kind, EventStore store) {
        Runnable leave = enter(http, places);
        try {
            Operation operation = begun(http, kind, store);
            var unused = operation.ended().thenRun(leave);
            return operation;
        } catch (RuntimeException refused) {
            leave.run();
            throw refused;
        }
    }

    private static void checkAwaited(RoutingContext http) {
        if (Connections.isGone(http)) {
            throw new Work.AbandonedException();
        }
    }

    /** Takes a place, and returns what gives it back. */
    private Runnable enter(RoutingContext http, Shares from) {
        String address = ClientAddress.of(http);
        switch (from.take(address, 1)) {
            case OVER_SHARE ->
                throw Problem.throttled(
                                "The maximum number of operations for one client is running "
                                        + "(mayfly.operations.running). Try again later.",
                                RETRY_AFTER_SECONDS)
                        .exception();
            case USED_UP -> throw refusal().exception();
            case TAKEN -> {}
        }
        return () -> from.giveBack(address, 1);
    }

    private Operation begun(RoutingContext http, Kind kind, EventStore store) {
        Runnable release = stores.hold(store);
        Operation operation =
                operations.begin(kind, store, http.request().path()).orElse(null);
        if (operation == null) {
            release.run();
            throw refusal().exception();
        }
        var unused = operation.ended().thenRun(release);
        if (store.isDeleted()) {
            // The thread that deletes a store tells its operations to end, and may have done so before this one
            // existed.
            operation.stop("The store has been deleted.");
        }
        return operation;
    }

    private Problem refusal() {
        return operations.isClosed()
                ? Problem.unavailable("The server is shutting down.", RETRY_AFTER_SECONDS)
                : Problem.unavailable(
                        "The maximum number of operations is running (mayfly.operations.running). Try again later.",
                        RETRY_AFTER_SECONDS);
    }

    /** Returns the answer to a request whose work continues. */
    private static Answer accepted(Operation operation) {
        return Answer.json(ACCEPTED, OperationText.of(operation))
                .with("Location", "/operations/" + operation.id())
                .with("Preference-Applied", Preferences.RESPOND_ASYNC);
    }

    private Outcome outcome(Operation operation, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof CancellationException || operation.isStopped() && cause instanceof StoreDeletedException) {
            String reason = cause.getMessage();
            return new Outcome.Cancelled(reason == null ? "It was abandoned." : reason);
        }
        Problem problem = problems.problem(cause);
        boolean isMistake = problem.type().equals(ProblemType.INTERNAL);
        LOG.logf(
                isMistake ? Logger.Level.ERROR : Logger.Level.DEBUG,
                isMistake ? cause : null,
                "operation failed: id=%s kind=%s store=%s problem=%s",
                operation.id(),
                operation.kind().word(),
                operation.store(),
                problem.type().slug());
        return new Outcome.Failed(remembered(problem));
    }

    private static RawJson remembered(Problem problem) {
        byte[] whole = problem.json();
        byte[] json = whole.length <= Outcome.MOST_BYTES
                ? whole
                : Problem.of(problem.type(), problem.type().title() + ".").json();
        return RawJson.of(json, 0, json.length);
    }

    private static RawJson entity(Answer answer) {
        JsonBuffer json = answer instanceof Answer.Whole whole ? whole.body() : null;
        if (json == null) {
            throw new IllegalStateException("the answer to long work is no text");
        }
        return RawJson.of(json.array(), 0, json.size());
    }
}
