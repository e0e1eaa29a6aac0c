package dev.mayfly.projection.fold;

import java.util.Map;

/**
 * Projections that are written in Java. Each store has them from its first event. A bean that implements this interface
 * is found automatically.
 */
public interface JavaProjections {
    /**
     * Returns the projections by the names that they have in every store. The names must follow the rule for store
     * names.
     */
    Map<String, Projection<?>> projections();
}
