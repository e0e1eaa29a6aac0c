package dev.mayfly.store.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.StoreClock;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.route.StoreRequests;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.input.BodyFields;
import dev.mayfly.store.Store;
import dev.mayfly.store.retention.LiveAggregates;
import io.quarkus.arc.All;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The resource that shows and moves a store's clock. */
@Path("/stores/{store}/clock")
public class ClockResource {
    private final StoreRequests requests;
    private final List<LiveAggregates> live;

    /** Makes the resource. */
    public ClockResource(StoreRequests requests, @All List<LiveAggregates> live) {
        this.requests = requests;
        this.live = List.copyOf(live);
    }

    /** Answers with a store's clock. */
    @GET
    @NonBlocking
    @Produces(MediaTypes.JSON)
    public Answer read(@PathParam("store") String name, @Context RoutingContext http) {
        Store store = Store.of(requests.store(name, http));
        return answer(store, store.clock().reading());
    }

    /** Sets a store's clock. */
    @PUT
    @Produces(MediaTypes.JSON)
    public Uni<Answer> set(@PathParam("store") String name, @Context RoutingContext http) {
        return move(name, http, ClockResource::setting, StoreClock::set);
    }

    /** Advances a store's clock. */
    @POST
    @Path("advance")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> advance(@PathParam("store") String name, @Context RoutingContext http) {
        return move(name, http, ClockResource::advance, StoreClock::advance);
    }

    /**
     * Moves a clock on a worker, because due tasks run during the call, and answers once the retention rules have been applied at
     * the new time.
     */
    private <T> Uni<Answer> move(String name, RoutingContext http, Function<RequestBody, T> reader, Move<T> move) {
        Store store = Store.of(requests.store(name, http));
        EventLoop loop = EventLoop.current();
        Executor turns = ClientWork.turnsOf(http);
        return requests.body(http, reader)
                .flatMap(how -> ClientWork.compute(http, () -> move.of(store.clock(), how)))
                .flatMap(reading ->
                        loop.uni(store.retention().apply(live, turns)).map(unused -> answer(store, reading)));
    }

    /** How a clock is moved. */
    @FunctionalInterface
    private interface Move<T> {
        StoreClock.Reading of(StoreClock clock, T how);
    }

    private static ClockSetting setting(RequestBody body) {
        ClockReader reader = new ClockReader("");
        BodyFields.read(body.bytes(), body.length(), reader);
        return reader.setting();
    }

    private static Duration advance(RequestBody body) {
        AdvanceReader reader = new AdvanceReader();
        BodyFields.read(body.bytes(), body.length(), reader);
        return reader.by();
    }

    private static Answer answer(Store store, StoreClock.Reading reading) {
        JsonBuffer out = new JsonBuffer(128);
        out.ascii("{\"mode\":\"").ascii(mode(reading.setting()));
        out.ascii("\",\"now\":").timestamp(reading.nowNanos());
        store.lastRecordedNanos()
                .filter(last -> last > reading.nowNanos())
                .ifPresent(last -> out.ascii(",\"recordedAtNotBefore\":").timestamp(last));
        return Answer.json(200, out.put('}'));
    }

    private static String mode(ClockSetting setting) {
        if (setting instanceof ClockSetting.Frozen) {
            return "frozen";
        }
        return setting instanceof ClockSetting.Offset ? "offset" : "system";
    }
}
