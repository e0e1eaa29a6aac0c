package dev.mayfly.membership.http;

import dev.mayfly.command.CommandHandler;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.route.Domain;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.membership.ActiveMembers;
import dev.mayfly.membership.Membership;
import dev.mayfly.membership.MembershipAggregate;
import dev.mayfly.membership.MembershipCommand;
import dev.mayfly.membership.MembershipRefusal;
import dev.mayfly.projection.fold.JavaProjections;
import dev.mayfly.projection.fold.Projection;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Registers memberships: all that the rest of the server knows of them. */
@Singleton
@IfBuildProperty(name = "test.membership", stringValue = "true")
public final class MembershipDomain implements Domain, JavaProjections {
    static final String ROOT = "memberships";

    static final ProblemType STARTED_BEFORE =
            new ProblemType("membership-already-started", 409, "Membership already started");
    static final ProblemType CANCELLED_BEFORE =
            new ProblemType("membership-already-cancelled", 409, "Membership already cancelled");

    @Override
    public String root() {
        return ROOT;
    }

    @Override
    public Set<String> aggregateTypes() {
        return Set.of(MembershipAggregate.TYPE);
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(STARTED_BEFORE, CANCELLED_BEFORE);
    }

    @Override
    public Map<String, Projection<?>> projections() {
        return Map.of(ActiveMembers.NAME, new ActiveMembers());
    }

    /** Returns the handler of memberships' commands. */
    @Produces
    @Singleton
    CommandHandler<Membership, MembershipCommand, MembershipRefusal> commands() {
        return new CommandHandler<>(new MembershipAggregate(), ClientWork::execute);
    }
}
