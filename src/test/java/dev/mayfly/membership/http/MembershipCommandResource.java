package dev.mayfly.membership.http;

import com.fasterxml.jackson.core.JsonParser;
import dev.mayfly.command.CommandHandler;
import dev.mayfly.command.http.CommandRequests;
import dev.mayfly.command.http.CommandRoute;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.input.BodyFields;
import dev.mayfly.membership.Membership;
import dev.mayfly.membership.MembershipCommand;
import dev.mayfly.membership.MembershipCommand.Cancel;
import dev.mayfly.membership.MembershipCommand.Start;
import dev.mayfly.membership.MembershipRefusal;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestPath;

/** Takes the commands of memberships. */
@Path("/memberships/{id}")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
@IfBuildProperty(name = "test.membership", stringValue = "true")
public class MembershipCommandResource {
    private final CommandRequests requests;
    private final CommandRoute<MembershipCommand, MembershipRefusal> route;

    MembershipCommandResource(
            CommandRequests requests, CommandHandler<Membership, MembershipCommand, MembershipRefusal> memberships) {
        this.requests = requests;
        this.route = new CommandRoute<>(
                MembershipDomain.ROOT,
                "id",
                memberships,
                command -> command instanceof Start ? "start" : "cancel",
                command -> command instanceof Start start ? "plan=" + start.plan() : "",
                MembershipCommandResource::problem);
    }

    @POST
    @Path("/start")
    public CompletionStage<Answer> start(@RestPath String id, @Context RoutingContext http) {
        return requests.carryOut(route, requireFree(id), MembershipCommandResource::readStart, http);
    }

    @POST
    @Path("/cancel")
    public CompletionStage<Answer> cancel(@RestPath String id, @Context RoutingContext http) {
        return requests.carryOut(route, requireFree(id), MembershipCommandResource::readCancel, http);
    }

    /** Returns an id that does not mean something else in the same place of a path. */
    private static String requireFree(String id) {
        if (id.equals("active")) {
            throw InvalidInputException.invalid("id", "must not be 'active', which has a meaning of its own");
        }
        return Identifier.require("id", id);
    }

    private static MembershipCommand readStart(RequestBody body) {
        String[] plan = {""};
        BodyFields.read(body.bytes(), body.length(), new BodyFields.Members() {
            @Override
            public Set<String> names() {
                return Set.of("plan");
            }

            @Override
            public void take(String name, JsonParser parser) throws IOException {
                plan[0] = BodyFields.text(name, parser);
            }
        });
        return new Start(Identifier.require("plan", plan[0]));
    }

    private static MembershipCommand readCancel(RequestBody body) {
        BodyFields.read(body.bytes(), body.length(), new BodyFields.Members() {
            @Override
            public Set<String> names() {
                return Set.of();
            }

            @Override
            public void take(String name, JsonParser parser) {
                throw BodyFields.unhandled(name);
            }
        });
        return new Cancel();
    }

    private static Problem problem(MembershipRefusal refusal) {
        return switch (refusal) {
            case STARTED_BEFORE -> Problem.of(MembershipDomain.STARTED_BEFORE, "A membership starts once.");
            case CANCELLED_BEFORE ->
                Problem.of(MembershipDomain.CANCELLED_BEFORE, "This membership has been cancelled before.");
            case UNKNOWN -> Problem.notFound("There is no membership with this id.");
        };
    }
}
