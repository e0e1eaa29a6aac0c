package dev.mayfly.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.command.Decision;
import dev.mayfly.membership.MembershipCommand.Cancel;
import dev.mayfly.membership.MembershipCommand.Start;
import org.junit.jupiter.api.Test;

class MembershipAggregateTest {
    private final MembershipAggregate memberships = new MembershipAggregate();

    @Test
    void a_membership_starts_once() {
        assertThat(memberships.decide(new Membership.None(), new Start("gold"))).isInstanceOf(Decision.Accepted.class);
        assertThat(memberships.decide(new Membership.Active("gold"), new Start("gold")))
                .isEqualTo(Decision.refuse(MembershipRefusal.STARTED_BEFORE));
    }

    @Test
    void an_active_membership_is_cancelled_once() {
        assertThat(memberships.decide(new Membership.Active("gold"), new Cancel()))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(memberships.decide(new Membership.Cancelled("gold"), new Cancel()))
                .isEqualTo(Decision.refuse(MembershipRefusal.CANCELLED_BEFORE));
        assertThat(memberships.decide(new Membership.None(), new Cancel()))
                .isEqualTo(Decision.refuse(MembershipRefusal.UNKNOWN));
    }
}
