package dev.mayfly.append.http;

import dev.mayfly.cloudevent.CloudEvent;
import dev.mayfly.cloudevent.Intake;
import dev.mayfly.cloudevent.Outlet;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Appends CloudEvents, skipping those that already exist.
 *
 * <p>An event exists if its id is stored, and it is the same event if it equals the CloudEvent that the stored event
 * would be sent as; so neither the mode nor the broker of a redelivery matters. First all events are appended, on the
 * assumption that all are new; only if an id turns out to be stored are the events checked one by one.
 */
@Singleton
class CloudEventAppender {
    private static final int BAD_REQUEST = 400;

    private final Appender appender;
    private final Intake intake;
    private final Outlet outlet;

    CloudEventAppender(Appender appender, Intake intake, Outlet outlet) {
        this.appender = appender;
        this.intake = intake;
        this.outlet = outlet;
    }

    /**
     * The request that brings events.
     *
     * @param traceparent its trace context, or null
     * @param http itself
     * @param onEventLoop whether the caller is on an event loop, where nothing may block
     */
    record Call(@Nullable String traceparent, RoutingContext http, boolean onEventLoop) {}

    /** An event and its index in the request, from 0. */
    private record Arrival(int index, CloudEvent event) {}

    /**
     * Appends the events that are not stored yet, all or none.
     *
     * @param inBatch whether they were in an array, so that mistakes name the event
     * @return the position of the last of them, old or new, or 0 if there are none; or a failed stage with what is
     *     wrong
     * @throws InvalidInputException if one of them cannot be converted to an event
     */
    CompletionStage<Long> append(EventStore store, List<CloudEvent> events, boolean inBatch, Call call) {
        List<Arrival> arrivals = IntStream.range(0, events.size())
                .mapToObj(index -> new Arrival(index, events.get(index)))
                .toList();
        IntFunction<String> path = index -> inBatch ? "[" + index + "]" : "";
        return append(store, arrivals, 0, path, call);
    }

    private CompletionStage<Long> append(
            EventStore store, List<Arrival> arrivals, long lastKnown, IntFunction<String> path, Call call) {
        if (arrivals.isEmpty()) {
            return CompletableFuture.completedFuture(lastKnown);
        }
        IntFunction<String> pathOfArrival =
                index -> path.apply(arrivals.get(index).index());
        EventBatch batch = intake.batch(arrivals.stream().map(Arrival::event).toList(), pathOfArrival)
                .withDefaultTraceparent(call.traceparent());
        return appender.append(store, Append.of(batch), call.http(), call.onEventLoop())
                .thenCompose(result -> {
                    if (result instanceof AppendResult.Appended appended) {
                        return CompletableFuture.completedFuture(Math.max(lastKnown, appended.lastPosition()));
                    }
                    if (result instanceof AppendResult.DuplicateEvent
                            || result instanceof AppendResult.RepeatedEventId) {
                        // Terminates, because at least one stored event is left out each time.
                        Rest rest = unknown(store.prefix(), arrivals, path);
                        long last = Math.max(lastKnown, rest.lastKnown());
                        return append(store, rest.unknown(), last, path, call);
                    }
                    Problem problem = AppendProblems.problem(result, false, pathOfArrival);
                    // A sink answers 403 only to a caller without a right, and retrying with another token would not
                    // help here.
                    throw (result instanceof AppendResult.Reserved ? problem.withStatus(BAD_REQUEST) : problem)
                            .exception();
                });
    }

    /** The events that are not stored yet, and the last position of those that are. */
    private record Rest(List<Arrival> unknown, long lastKnown) {}

    /** Returns the events whose ids are neither in the log nor in an earlier event of the request. */
    private Rest unknown(LogPrefix log, List<Arrival> arrivals, IntFunction<String> path) {
        long lastKnown = 0;
        List<Arrival> unknown = new ArrayList<>();
        Map<String, CloudEvent> before = new HashMap<>();
        for (Arrival arrival : arrivals) {
            String eventId = intake.eventId(arrival.event());
            long position = log.positionOf(eventId);
            if (position > 0) {
                if (!outlet.cloudEvent(log.event(position)).isSameAs(arrival.event())) {
                    throw differs(arrival.event(), eventId, position);
                }
                lastKnown = Math.max(lastKnown, position);
            } else {
                CloudEvent first = before.putIfAbsent(eventId, arrival.event());
                if (first == null) {
                    unknown.add(arrival);
                } else if (!first.isSameAs(arrival.event())) {
                    throw InvalidInputException.invalid(
                            path.apply(arrival.index()),
                            "has the id and source of an earlier event in this request, but differs from it");
                }
            }
        }
        return new Rest(unknown, lastKnown);
    }

    private static RuntimeException differs(CloudEvent event, String eventId, long position) {
        return Problem.of(
                        ProblemType.DUPLICATE_EVENT,
                        "Event " + event.name() + " is already stored at position " + position
                                + " with different content. Send this one with another id.")
                .with("eventId", eventId)
                .with("existingPosition", position)
                .exception();
    }
}
