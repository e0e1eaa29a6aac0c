package dev.mayfly.membership;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.projection.fold.StateMap;
import dev.mayfly.projection.fold.ValueProjection;
import java.util.List;

/** Counts the active members of each plan. */
public final class ActiveMembers implements ValueProjection<StateMap<String, Long>> {
    /** The name that it has in every store. */
    public static final String NAME = "active-members";

    private static final Criteria MEMBERSHIPS = Criteria.builder()
            .aggregateTypes(List.of(MembershipAggregate.TYPE))
            .eventTypes(MembershipAggregate.STARTED, MembershipAggregate.CANCELLED)
            .build();

    @Override
    public Criteria criteria() {
        return MEMBERSHIPS;
    }

    @Override
    public StateMap<String, Long> initial() {
        return StateMap.empty();
    }

    @Override
    public StateMap<String, Long> after(StateMap<String, Long> members, RecordedEvent event) {
        String plan = MembershipAggregate.plan(event);
        long change = event.eventType().equals(MembershipAggregate.STARTED) ? 1 : -1;
        return members.with(plan, members.getOr(plan, 0L) + change);
    }
}
