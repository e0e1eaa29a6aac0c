package dev.mayfly.store.http;

import dev.mayfly.access.Right;
import dev.mayfly.http.access.AccessRule;
import dev.mayfly.http.access.AccessRules;
import jakarta.inject.Singleton;
import java.util.List;

/** The access rules of stores, clocks and snapshots. Whoever forks a store needs the right on the new name too, which the fork itself checks. */
@Singleton
public class StoreAccess implements AccessRules {
    /** Makes the rules. */
    public StoreAccess() {}

    @Override
    public List<AccessRule> rules() {
        return List.of(
                AccessRule.anyToken("GET", "/stores"),
                AccessRule.anyRight("GET", "/stores/{store}"),
                AccessRule.needs(Right.MANAGE, "PUT", "/stores/{store}"),
                AccessRule.needs(Right.MANAGE, "DELETE", "/stores/{store}"),
                AccessRule.needs(Right.MANAGE, "DELETE", "/stores/{store}/aggregates/{aggregateId}"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/clock"),
                AccessRule.needs(Right.MANAGE, "PUT", "/stores/{store}/clock"),
                AccessRule.needs(Right.MANAGE, "POST", "/stores/{store}/clock/advance"),
                AccessRule.needs(Right.MANAGE, "POST", "/stores/{store}/forks"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/indexes"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/indexes/{index}"),
                AccessRule.needs(Right.MANAGE, "PUT", "/stores/{store}/indexes/{index}"),
                AccessRule.needs(Right.MANAGE, "DELETE", "/stores/{store}/indexes/{index}"),
                AccessRule.needs(Right.MANAGE, "POST", "/stores/{store}/optimise"),
                AccessRule.needs(Right.MANAGE, "POST", "/stores/{store}/reset"),
                AccessRule.needs(Right.MANAGE, "POST", "/stores/{store}/redactions"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/retention"),
                AccessRule.needs(Right.MANAGE, "PUT", "/stores/{store}/retention"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/snapshots"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/snapshots/{snapshot}"),
                AccessRule.needs(Right.MANAGE, "PUT", "/stores/{store}/snapshots/{snapshot}"),
                AccessRule.needs(Right.MANAGE, "DELETE", "/stores/{store}/snapshots/{snapshot}"),
                AccessRule.needs(Right.MANAGE, "POST", "/stores/{store}/snapshots/{snapshot}/restore"));
    }
}
