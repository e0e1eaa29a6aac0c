package dev.mayfly.schema.http;

import dev.mayfly.access.Right;
import dev.mayfly.http.access.AccessRule;
import dev.mayfly.http.access.AccessRules;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** The access rules of schemas. */
@Singleton
public class SchemaAccess implements AccessRules {
    private static final String SCHEMA = "/stores/{store}/schemas/{eventType}";

    /** Makes the rules. */
    public SchemaAccess() {}

    @Override
    public List<AccessRule> rules() {
        return List.of(
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/schemas"),
                AccessRule.needs(Right.READ, "GET", SCHEMA),
                AccessRule.needs(Right.MANAGE, "PUT", SCHEMA).when("check", "true", Set.of(Right.READ)),
                AccessRule.needs(Right.MANAGE, "DELETE", SCHEMA));
    }
}
