package dev.mayfly.membership;

import dev.mayfly.command.Aggregate;
import dev.mayfly.command.Decision;
import dev.mayfly.command.Fact;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.membership.MembershipCommand.Start;

/** The rules of memberships: started once, and cancelled at most once. */
public final class MembershipAggregate implements Aggregate<Membership, MembershipCommand, MembershipRefusal> {
    /** The aggregate type of memberships. */
    public static final String TYPE = "Membership";

    static final String STARTED = "MembershipStarted";
    static final String CANCELLED = "MembershipCancelled";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Membership initial() {
        return new Membership.None();
    }

    @Override
    public Membership apply(Membership membership, RecordedEvent event) {
        return switch (event.eventType()) {
            case STARTED -> new Membership.Active(plan(event));
            case CANCELLED -> new Membership.Cancelled(plan(event));
            default -> membership;
        };
    }

    @Override
    public Decision<MembershipRefusal> decide(Membership membership, MembershipCommand command) {
        if (command instanceof Start start) {
            return membership instanceof Membership.None
                    ? Decision.accept(fact(STARTED, start.plan()))
                    : Decision.refuse(MembershipRefusal.STARTED_BEFORE);
        }
        if (membership instanceof Membership.Active active) {
            return Decision.accept(fact(CANCELLED, active.plan()));
        }
        return Decision.refuse(
                membership instanceof Membership.None ? MembershipRefusal.UNKNOWN : MembershipRefusal.CANCELLED_BEFORE);
    }

    /** Returns the plan in an event's data, or {@code unknown}: others may have appended the event. */
    static String plan(RecordedEvent event) {
        String[] plan = {"unknown"};
        if (JsonNode.read(event.data()) instanceof JsonNode.ObjectNode data) {
            data.forEach((name, value) -> {
                if (name.equals("plan") && value instanceof JsonNode.Text text) {
                    plan[0] = text.text();
                }
            });
        }
        return plan[0];
    }

    private static Fact fact(String eventType, String plan) {
        JsonBuffer data = new JsonBuffer(64);
        data.ascii("{\"plan\":").string(plan).put('}');
        return new Fact(eventType, RawJson.of(data.array(), 0, data.size()));
    }
}
