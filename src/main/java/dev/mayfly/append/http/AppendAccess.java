package dev.mayfly.append.http;

import dev.mayfly.access.Right;
import dev.mayfly.http.access.AccessRule;
import dev.mayfly.http.access.AccessRules;
import jakarta.inject.Singleton;
import java.util.List;

/** The access rules of appending. */
@Singleton
public class AppendAccess implements AccessRules {
    /** Makes the rules. */
    public AppendAccess() {}

    @Override
    public List<AccessRule> rules() {
        return List.of(
                AccessRule.needs(Right.APPEND, "POST", "/stores/{store}/aggregates/{aggregateId}/events"),
                AccessRule.needs(Right.APPEND, "POST", "/stores/{store}/events"),
                AccessRule.needs(Right.APPEND, "POST", "/stores/{store}/cloudevents"));
    }
}
