package dev.mayfly.search.http;

import dev.mayfly.access.Right;
import dev.mayfly.http.access.AccessRule;
import dev.mayfly.http.access.AccessRules;
import jakarta.inject.Singleton;
import java.util.List;

/** The access rules of reading events and aggregates. */
@Singleton
public class SearchAccess implements AccessRules {
    /** Makes the rules. */
    public SearchAccess() {}

    @Override
    public List<AccessRule> rules() {
        return List.of(
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/aggregates"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/aggregates/{aggregateId}"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/aggregates/{aggregateId}/diff"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/aggregates/{aggregateId}/events"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/aggregates/{aggregateId}/state"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/event-types"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/events"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/events/{eventId}"),
                AccessRule.needs(Right.READ, "POST", "/stores/{store}/search"));
    }
}
