package dev.mayfly.store.http;

import dev.mayfly.event.json.JsonWriter;
import dev.mayfly.http.access.Admission;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.input.Fields;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.Store;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The resource that lists the stores. */
@Path("/stores")
public class StoresResource {
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor");
    private static final int DEFAULT_LIMIT = 1_000;
    private static final int MAX_LIMIT = 10_000;

    private final Catalogue catalogue;

    /** Makes the resource. */
    public StoresResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Answers with a page of the stores that the request may know of, ordered by name. */
    @GET
    @NonBlocking
    @Produces(MediaTypes.JSON)
    public Uni<Answer> list(@Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        Fields fields = Fields.ofQuery(http.request().query(), PARAMETERS, Set.of());
        int limit = (int) fields.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        String cursor = fields.text("cursor");
        String after = cursor == null ? "" : StoreCursor.name(cursor);
        Admission admission = Admission.of(http);
        List<Store> page = catalogue.page(after, limit + 1, store -> admission.sees(store.name()));
        String next =
                page.size() > limit ? StoreCursor.following(page.get(limit - 1).name()) : null;
        if (next != null) {
            String target =
                    http.request().path() + (fields.has("limit") ? "?limit=" + limit + "&" : "?") + "cursor=" + next;
            http.response().headers().add("Link", "<" + target + ">; rel=\"next\"");
        }
        List<Store> listed = page.subList(0, Math.min(limit, page.size()));
        // A store may have to count its aggregates.
        return ClientWork.compute(http, () -> Answer.written(text(listed, next, admission), format));
    }

    private static byte[] text(List<Store> stores, @Nullable String next, Admission admission) {
        return JsonWriter.text(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("stores");
            for (Store store : stores) {
                StoreResource.write(store, store.prefix(), admission, out);
            }
            out.writeEndArray();
            out.writeStringField("next", next);
            out.writeEndObject();
        });
    }
}
