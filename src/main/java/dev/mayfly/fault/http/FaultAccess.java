package dev.mayfly.fault.http;

import dev.mayfly.access.Right;
import dev.mayfly.http.access.AccessRule;
import dev.mayfly.http.access.AccessRules;
import jakarta.inject.Singleton;
import java.util.List;

/** The access rules of fault rules. */
@Singleton
public class FaultAccess implements AccessRules {
    /** Makes the rules. */
    public FaultAccess() {}

    @Override
    public List<AccessRule> rules() {
        return List.of(
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/faults"),
                AccessRule.needs(Right.MANAGE, "PUT", "/stores/{store}/faults"),
                AccessRule.needs(Right.MANAGE, "DELETE", "/stores/{store}/faults"));
    }
}
