package dev.mayfly.projection.declared;

import dev.mayfly.projection.ProjectionRunner;

/**
 * A declared projection of a store, and what runs it.
 *
 * @param name its name
 * @param projection the projection as it is defined now
 * @param runner what runs it; while a definition takes the place of another it still shows the states of that one
 */
public record Declaration(String name, DeclaredProjection projection, ProjectionRunner<States> runner) {}
