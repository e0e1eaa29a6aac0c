package dev.mayfly.projection.http;

import dev.mayfly.access.Right;
import dev.mayfly.http.access.AccessRule;
import dev.mayfly.http.access.AccessRules;
import jakarta.inject.Singleton;
import java.util.List;

/** The access rules of projections. */
@Singleton
public class ProjectionAccess implements AccessRules {
    /** Makes the rules. */
    public ProjectionAccess() {}

    @Override
    public List<AccessRule> rules() {
        return List.of(
                AccessRule.needs(Right.READ, "POST", "/stores/{store}/query"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/projections"),
                AccessRule.needs(Right.READ, "POST", "/stores/{store}/projections/preview"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/projections/{projection}"),
                AccessRule.needs(Right.MANAGE, "PUT", "/stores/{store}/projections/{projection}"),
                AccessRule.needs(Right.MANAGE, "DELETE", "/stores/{store}/projections/{projection}"),
                AccessRule.needs(Right.MANAGE, "DELETE", "/stores/{store}/projections/{projection}/parked/{position}"),
                AccessRule.needs(
                        Right.MANAGE, "POST", "/stores/{store}/projections/{projection}/parked/{position}/retry"),
                AccessRule.needs(Right.MANAGE, "POST", "/stores/{store}/projections/{projection}/rebuild"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/projections/{projection}/state"));
    }
}
