package dev.mayfly.store.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.StoreClock;
import dev.mayfly.http.answer.Answers;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.route.StoreRequests;
import dev.mayfly.http.route.Workers;
import dev.mayfly.input.BodyFields;
import dev.mayfly.store.Store;
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
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows and moves a store's clock. */
@Tag(name = "Stores")
@Path("/stores/{store}/clock")
public class ClockResource {
    private final StoreRequests requests;

    /** Makes the resource. */
    public ClockResource(StoreRequests requests) {
        this.requests = requests;
    }

    /** Answers with a store's clock. */
    @GET
    @NonBlocking
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "readClock",
            summary = "Read a store's clock",
            description = "How the clock is set, and the time that it reads.")
    @APIResponse(
            responseCode = "200",
            description = "The clock.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Clock")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Response read(@PathParam("store") String name, @Context RoutingContext http) {
        Store store = Store.of(requests.store(name, http));
        return answer(store, store.clock().reading());
    }

    /** Sets a store's clock. */
    @PUT
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "setClock",
            summary = "Set a store's clock",
            description =
                    "Freezes the clock at a time, lets it go at a distance to the server's clock, or with it. What falls due"
                            + " by that happens, in order, before the answer. It rules `timestamp` and `recordedAt` of what"
                            + " is appended from then on. `recordedAt` never goes back: if the clock is set back, events keep"
                            + " the last one until the clock is there again, and the answer says so by `recordedAtNotBefore`.")
    @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
            required = true,
            description = "What the clock is set to.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "ClockSetting")))
    @APIResponse(
            responseCode = "200",
            description = "The clock is set.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Clock")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Uni<Response> set(@PathParam("store") String name, @Context RoutingContext http) {
        return move(name, http, ClockResource::setting, StoreClock::set);
    }

    /** Advances a store's clock. */
    @POST
    @Path("advance")
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "advanceClock",
            summary = "Move a store's clock on",
            description =
                    "Moves the clock on by a duration; what falls due by that happens, in order, before the answer. A frozen"
                            + " clock stays frozen, one that goes with the server's goes at a distance from then on.")
    @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
            required = true,
            description = "By how much.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "ClockAdvance")))
    @APIResponse(
            responseCode = "200",
            description = "The clock has moved.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Clock")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Uni<Response> advance(@PathParam("store") String name, @Context RoutingContext http) {
        return move(name, http, ClockResource::advance, StoreClock::advance);
    }

    /** Moves a clock on a worker, because due tasks run meanwhile. */
    private <T> Uni<Response> move(String name, RoutingContext http, Function<RequestBody, T> reader, Move<T> move) {
        Store store = Store.of(requests.store(name, http));
        return requests.body(http, reader)
                .flatMap(how -> Workers.compute(http, () -> answer(store, move.of(store.clock(), how))));
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

    private static Response answer(Store store, StoreClock.Reading reading) {
        JsonBuffer out = new JsonBuffer(128);
        out.ascii("{\"mode\":\"").ascii(mode(reading.setting()));
        out.ascii("\",\"now\":").timestamp(reading.nowNanos());
        store.lastRecordedNanos()
                .filter(last -> last > reading.nowNanos())
                .ifPresent(last -> out.ascii(",\"recordedAtNotBefore\":").timestamp(last));
        return Answers.json(200, out.put('}')).build();
    }

    private static String mode(ClockSetting setting) {
        if (setting instanceof ClockSetting.Frozen) {
            return "frozen";
        }
        return setting instanceof ClockSetting.Offset ? "offset" : "system";
    }
}
