package dev.mayfly.projection.declared;

/**
 * The limits of a declared projection's states; an event that would exceed them is parked.
 *
 * @param groups the states, which are keys
 * @param values the most values stored for {@code distinct}, over all states
 */
public record StateLimits(int groups, long values) {
    /** What is used where nothing is configured. */
    public static final StateLimits DEFAULT = new StateLimits(100_000, 1_000_000);
}
