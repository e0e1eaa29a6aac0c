package dev.mayfly.projection.declared;

import dev.mayfly.projection.ProjectionRunner;

/**
 * A declared projection of a store, with its runner.
 *
 * @param name its name
 * @param projection the projection as it is defined now
 * @param runner its runner; while a new definition replaces another, it still serves the states of the old one
 */
public record Declaration(String name, DeclaredProjection projection, ProjectionRunner<States> runner) {}
