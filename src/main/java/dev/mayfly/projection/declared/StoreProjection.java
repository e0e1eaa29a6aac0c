package dev.mayfly.projection.declared;

import dev.mayfly.projection.ProjectionRunner;
import org.jspecify.annotations.Nullable;

/**
 * A projection of a store, declared or written in Java.
 *
 * @param name its name
 * @param runner its runner
 * @param definition its definition, or null if it is written in Java
 */
public record StoreProjection(
        String name, ProjectionRunner<?> runner, @Nullable Definition definition) {
    /** Returns a declared projection as a projection of its store. */
    public static StoreProjection of(Declaration declaration) {
        return new StoreProjection(
                declaration.name(),
                declaration.runner(),
                declaration.projection().definition());
    }
}
