package dev.mayfly.analytics.http;

import dev.mayfly.access.Right;
import dev.mayfly.http.access.AccessRule;
import dev.mayfly.http.access.AccessRules;
import jakarta.inject.Singleton;
import java.util.List;

/** The access rules of analysis. */
@Singleton
public class AnalyticsAccess implements AccessRules {
    /** Makes the rules. */
    public AnalyticsAccess() {}

    @Override
    public List<AccessRule> rules() {
        return List.of(
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/analytics/correlations/{correlationId}"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/analytics/heatmap"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/analytics/statistics"),
                AccessRule.needs(Right.READ, "GET", "/stores/{store}/analytics/trends"));
    }
}
