package dev.mayfly.store;

import dev.mayfly.eventstore.LogImage;

/** Who learns what becomes of worlds; the methods are called by whoever causes it, and should be short. */
public interface WorldListener {
    /** Somebody who does not care. */
    WorldListener NONE = new WorldListener() {
        @Override
        public void begun(World world) {}

        @Override
        public void forked(World world, World parent, LogImage image) {}

        @Override
        public void historyChanged(World world, String before) {}

        @Override
        public void deleted(World world) {}
    };

    /** A world has got its first events. */
    void begun(World world);

    /**
     * A world has been made as a fork of another one.
     *
     * @param image what it begins with
     */
    void forked(World world, World parent, LogImage image);

    /**
     * A world has another history.
     *
     * @param before the incarnation of the one that is over
     */
    void historyChanged(World world, String before);

    /** A world has been deleted; whatever is kept for it is to be let go of. */
    void deleted(World world);
}
