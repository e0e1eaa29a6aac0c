package dev.mayfly.projection;

/**
 * The point at which a fork's history leaves its parent's.
 *
 * @param parentIncarnation the id of the parent's history
 * @param position the position up to which both have the same events
 * @param incarnation the id of the fork's history
 */
public record ForkPoint(String parentIncarnation, long position, String incarnation) {}
