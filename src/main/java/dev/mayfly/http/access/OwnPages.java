package dev.mayfly.http.access;

import dev.mayfly.access.Right;
import jakarta.inject.Singleton;
import java.util.List;

/** The access rules of what no feature serves: the console's files, the framework's pages, and what takes CloudEvents. */
@Singleton
public class OwnPages implements AccessRules {
    private static final String METRICS = "/q/metrics";

    private final AccessSettings settings;

    OwnPages(AccessSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<AccessRule> rules() {
        return List.of(
                AccessRule.open("/"),
                AccessRule.open("/index.html"),
                AccessRule.open("/mayfly.svg"),
                AccessRule.open("/licences.txt"),
                AccessRule.open("/static/**"),
                AccessRule.open("/q/health/**"),
                AccessRule.anyToken("GET", "/q/health-ui/**"),
                AccessRule.open("/q/openapi"),
                AccessRule.open("/q/openapi.json"),
                AccessRule.open("/q/openapi.yaml"),
                AccessRule.open("/q/openapi.yml"),
                AccessRule.open("/q/swagger-ui/**"),
                settings.publicMetrics() ? AccessRule.open(METRICS) : AccessRule.anyToken("GET", METRICS),
                AccessRule.anyToken("GET", "/version"),
                AccessRule.anyToken("GET", "/operations"),
                AccessRule.anyToken("GET", "/operations/{operation}"),
                AccessRule.anyToken("DELETE", "/operations/{operation}"),
                AccessRule.onDefaultStore(Right.APPEND, "POST", "/"));
    }
}
