package dev.mayfly.projection.fold;

import java.util.Map;

/** Projections that are written in Java: each store has them from its first event on. A bean that implements it is found by itself. */
public interface JavaProjections {
    /** Returns the projections by the names that they have in every store; they follow the rule for stores' names. */
    Map<String, Projection<?>> projections();
}
