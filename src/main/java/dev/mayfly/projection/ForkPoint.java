package dev.mayfly.projection;

/**
 * Where the history of a fork leaves that of its parent.
 *
 * @param parentIncarnation the parent's history
 * @param position up to where both have the same events
 * @param incarnation the fork's history
 */
public record ForkPoint(String parentIncarnation, long position, String incarnation) {}
