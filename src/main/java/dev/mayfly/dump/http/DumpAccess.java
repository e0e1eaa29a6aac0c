package dev.mayfly.dump.http;

import dev.mayfly.access.Right;
import dev.mayfly.http.access.AccessRule;
import dev.mayfly.http.access.AccessRules;
import jakarta.inject.Singleton;
import java.util.List;

/** The access rules of export and import. */
@Singleton
public class DumpAccess implements AccessRules {
    /** Makes the rules. */
    public DumpAccess() {}

    @Override
    public List<AccessRule> rules() {
        return List.of(
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/export"),
                AccessRule.needs(Right.MANAGE, "POST", "/stores/{store}/import"));
    }
}
