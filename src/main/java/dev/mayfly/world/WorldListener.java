package dev.mayfly.world;

/** Who learns what becomes of worlds; the methods are called by whoever causes it, and should be short. */
public interface WorldListener {
    /** A world has got its first events. */
    void begun(World world);

    /** A world has been deleted; whatever is kept for it is to be let go of. */
    void deleted(World world);
}
