package dev.mayfly.subscription.http;

import dev.mayfly.access.Right;
import dev.mayfly.http.access.AccessRule;
import dev.mayfly.http.access.AccessRules;
import jakarta.inject.Singleton;
import java.util.List;

/** The access rules of subscribing. */
@Singleton
public class SubscriptionAccess implements AccessRules {
    /** Makes the rules. */
    public SubscriptionAccess() {}

    @Override
    public List<AccessRule> rules() {
        return List.of(AccessRule.needs(Right.READ, "GET", "/stores/{store}/subscription"));
    }
}
