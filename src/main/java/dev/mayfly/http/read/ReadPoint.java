package dev.mayfly.http.read;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.http.access.Admission;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.share.ClientAddress;
import dev.mayfly.input.Fields;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The point at which a read takes place: the position that it waits for first, the longest wait, and up to where it
 * sees.
 *
 * @param minPosition the position that must be visible first; 0 for none
 * @param timeout how long to wait for it
 * @param asOf up to where the read sees, or null if not given
 */
public record ReadPoint(
        long minPosition, Duration timeout, @Nullable AsOf asOf) {
    /** The names of these parameters, which every read has. */
    public static final Set<String> PARAMETERS = Set.of("asOf", "minPosition", "timeout");

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);
    private static final int RETRY_AFTER_SECONDS = 1;

    /**
     * Reads the three parameters.
     *
     * @throws InvalidInputException if one is invalid
     */
    public static ReadPoint of(Fields fields) {
        long minPosition = fields.number("minPosition", 0, Long.MAX_VALUE, 0);
        String timeout = fields.text("timeout");
        String asOf = fields.text("asOf");
        return new ReadPoint(
                minPosition,
                timeout == null ? DEFAULT_TIMEOUT : timeout(timeout),
                asOf == null ? null : AsOf.parse("asOf", asOf));
    }

    /** Returns up to where the read sees; everything if not given. */
    public AsOf asOfOrHead() {
        return asOf == null ? AsOf.HEAD : asOf;
    }

    /** Returns the prefix of a store's log that the read sees, and sets its position on the answer. */
    public LogPrefix log(EventStore store, RoutingContext http) {
        LogPrefix log = asOfOrHead().of(store);
        Answer.position(http, log.position());
        return log;
    }

    /**
     * Reads from a store once the position is visible: at once if it already is, otherwise later, on the event loop
     * that this was called on. No thread waits; a wait whose request is cancelled is abandoned.
     *
     * @return what {@code read} returns, or {@code unavailable} if the position was not visible in time, or before the
     *     process began to stop
     * @throws dev.mayfly.http.problem.ProblemException if the request has to wait and there is no place for it
     */
    public <T> Uni<T> read(RoutingContext http, EventStore store, Function<EventStore, Uni<T>> read) {
        return read(http, () -> store.prefix().position(), store::reached, () -> read.apply(store));
    }

    /**
     * Reads in the same way, with memory that the request holds while it waits, such as its criteria. It is counted until
     * the request is over.
     *
     * @param store a store whose prefixes have the request's budget
     * @param heldBytes returns how much that is; called if the request has to wait
     */
    public <T> Uni<T> read(
            RoutingContext http, EventStore store, LongSupplier heldBytes, Function<EventStore, Uni<T>> read) {
        return read(
                () -> {
                    store.prefix().work().reserve(heldBytes.getAsLong());
                    return place(http);
                },
                Admission.of(http),
                abandon -> Connections.whenOver(http, abandon),
                () -> store.prefix().position(),
                store::reached,
                () -> read.apply(store));
    }

    /**
     * Reads in the same way from something that follows a store's log.
     *
     * @param visible returns the position visible there
     * @param reached returns a future that completes, on any thread, when a position is visible there; it is cancelled
     *     if that can no longer happen
     */
    public <T> Uni<T> read(
            RoutingContext http,
            LongSupplier visible,
            LongFunction<? extends CompletionStage<?>> reached,
            Supplier<Uni<T>> read) {
        return read(
                () -> place(http),
                Admission.of(http),
                abandon -> Connections.whenOver(http, abandon),
                visible,
                reached,
                read);
    }

    /**
     * Reads in the same way.
     *
     * @param enter takes a place to wait, and returns what releases it
     * @param whenOver calls back when the request is over
     */
    <T> Uni<T> read(
            Supplier<Runnable> enter,
            Admission admission,
            Consumer<Runnable> whenOver,
            LongSupplier visible,
            LongFunction<? extends CompletionStage<?>> reached,
            Supplier<Uni<T>> read) {
        if (isVisible(visible.getAsLong())) {
            return read.get();
        }
        Runnable leave = enter.get();
        return await(admission, whenOver, reached, read).onTermination().invoke(leave);
    }

    /** Takes a place to wait, and returns what releases it. */
    private static Runnable place(RoutingContext http) {
        return WaitingRequests.of(http.vertx()).enter(ClientAddress.of(http));
    }

    /** Returns whether there is nothing to wait for; fails at once if waiting is not possible. */
    private boolean isVisible(long position) {
        if (minPosition == 0 || position >= minPosition) {
            return true;
        }
        if (timeout.isZero()) {
            throw notVisible();
        }
        return false;
    }

    private <T> Uni<T> await(
            Admission admission,
            Consumer<Runnable> whenOver,
            LongFunction<? extends CompletionStage<?>> reached,
            Supplier<Uni<T>> read) {
        EventLoop loop = EventLoop.current();
        return Uni.createFrom()
                .completionStage(() -> waited(admission, whenOver, reached, OpenWaits.of(loop.vertx())))
                .ifNoItem()
                .after(timeout)
                .failWith(this::notVisible)
                .onFailure(CancellationException.class)
                .transform(gone -> notVisible())
                .emitOn(loop)
                .onTermination()
                .invoke(() -> admission.whenWithdrawn(null))
                .flatMap(unused -> read.get());
    }

    private CompletableFuture<?> waited(
            Admission admission,
            Consumer<Runnable> whenOver,
            LongFunction<? extends CompletionStage<?>> reached,
            OpenWaits waits) {
        CompletableFuture<?> wait = reached.apply(minPosition).toCompletableFuture();
        Runnable end = () ->
                wait.completeExceptionally(Problem.unavailable("The server is shutting down.", RETRY_AFTER_SECONDS)
                        .exception());
        waits.enter(end);
        admission.whenWithdrawn(
                () -> wait.completeExceptionally(Admission.withdrawn().exception()));
        // Whoever waits for the answer may not be told that the client has gone, as where a body was read first.
        whenOver.accept(() -> wait.completeExceptionally(new Work.AbandonedException()));
        var unused = wait.whenComplete((none, failure) -> waits.leave(end));
        return wait;
    }

    private RuntimeException notVisible() {
        return Problem.unavailable(
                        "Position " + minPosition + " was not visible within " + timeout + ".", RETRY_AFTER_SECONDS)
                .exception();
    }

    private static Duration timeout(String text) {
        try {
            Duration timeout = Duration.parse(text);
            if (!timeout.isNegative() && timeout.compareTo(MAX_TIMEOUT) <= 0) {
                return timeout;
            }
        } catch (DateTimeParseException malformed) {
            // Reported below, like a duration that is out of bounds.
        }
        throw InvalidInputException.invalid(
                "timeout", "must be an ISO 8601 duration such as PT2S, at most " + MAX_TIMEOUT);
    }
}
