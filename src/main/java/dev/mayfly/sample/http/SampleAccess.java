package dev.mayfly.sample.http;

import dev.mayfly.access.Right;
import dev.mayfly.http.access.AccessRule;
import dev.mayfly.http.access.AccessRules;
import jakarta.inject.Singleton;
import java.util.List;

/** The access rules of samples. */
@Singleton
public class SampleAccess implements AccessRules {
    /** Makes the rules. */
    public SampleAccess() {}

    @Override
    public List<AccessRule> rules() {
        return List.of(AccessRule.needs(Right.MANAGE, "POST", "/stores/{store}/sample"));
    }
}
