package dev.mayfly.world;

/** Who learns what becomes of worlds; the methods are called by whoever causes it, and should be short. */
public interface WorldListener {
    /** A world has got its first events. */
    void begun(World world);

    /** A world has been made as a fork of another one. */
    void forked(World world, World parent);

    /**
     * A world has another history.
     *
     * @param before the incarnation of the one that is over
     */
    void historyChanged(World world, String before);

    /** A world has been deleted; whatever is kept for it is to be let go of. */
    void deleted(World world);
}
