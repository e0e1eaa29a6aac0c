package dev.mayfly.membership.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.input.Fields;
import dev.mayfly.membership.ActiveMembers;
import dev.mayfly.membership.Membership;
import dev.mayfly.membership.MembershipAggregate;
import dev.mayfly.projection.Snapshot;
import dev.mayfly.projection.fold.StateMap;
import dev.mayfly.projection.http.JavaStates;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;

/** Answers questions about memberships. */
@Path("/memberships")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
@IfBuildProperty(name = "test.membership", stringValue = "true")
public class MembershipQueryResource {
    private static final Set<String> PARAMETERS = Set.of("store", "asOf", "minPosition", "timeout");

    private final StoreLookup stores;
    private final JavaStates states;
    private final MembershipAggregate memberships = new MembershipAggregate();
    private final ActiveMembers activeMembers = new ActiveMembers();

    MembershipQueryResource(StoreLookup stores, JavaStates states) {
        this.stores = stores;
        this.states = states;
    }

    /** Answers with a membership, replayed from its events on a worker. */
    @GET
    @Path("/{id}")
    public Uni<Answer> membership(@RestPath String id, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        Fields fields = Fields.ofQuery(http.request().query(), PARAMETERS, Set.of());
        ReadPoint point = ReadPoint.of(fields);
        return point.read(http, stores.ofParameter(fields.text("store"), http), store -> {
            LogPrefix log = point.log(store, http);
            return ClientWork.compute(http, () -> memberships.replay(log, id, log.version(id)))
                    .map(membership -> Answer.written(text(id, membership), format));
        });
    }

    /** Answers with how many active members each plan has. */
    @GET
    @Path("/active")
    public Uni<Answer> active(@Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        Fields fields = Fields.ofQuery(http.request().query(), PARAMETERS, Set.of());
        EventStore store = stores.ofParameter(fields.text("store"), http);
        return states.read(
                http,
                store,
                ReadPoint.of(fields),
                ActiveMembers.NAME,
                activeMembers,
                members -> Answer.written(text(members), format));
    }

    private static JsonBuffer text(String id, Membership membership) {
        JsonBuffer out = new JsonBuffer(128);
        out.ascii("{\"id\":").string(id);
        if (membership instanceof Membership.Active active) {
            out.ascii(",\"status\":\"active\",\"plan\":").string(active.plan());
        } else if (membership instanceof Membership.Cancelled cancelled) {
            out.ascii(",\"status\":\"cancelled\",\"plan\":").string(cancelled.plan());
        } else {
            throw Problem.notFound("There is no membership with this id.").exception();
        }
        return out.put('}');
    }

    private static JsonBuffer text(Snapshot<StateMap<String, Long>> members) {
        JsonBuffer out = new JsonBuffer(256);
        out.ascii("{\"position\":").number(members.position()).ascii(",\"byPlan\":{");
        int opened = out.size();
        members.state().forEach((plan, count) -> {
            if (out.size() > opened) {
                out.put(',');
            }
            out.string(plan).put(':').number(count);
        });
        return out.ascii("}}");
    }
}
