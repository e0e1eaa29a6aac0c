package dev.mayfly.projection.declared;

/**
 * The limits of a declared projection's states; an event that would exceed them is parked.
 *
 * @param groups the most states, one for each key
 * @param groupsSetting the setting of the most states
 * @param values the most values stored for {@code distinct}, in all states together
 */
public record StateLimits(int groups, String groupsSetting, long values) {
    /** The default limits. */
    public static final StateLimits DEFAULT = new StateLimits(100_000, 1_000_000);

    /** Makes the limits of projections. */
    public StateLimits(int groups, long values) {
        this(groups, "mayfly.projections.max-groups", values);
    }
}
