package dev.mayfly.store;

import dev.mayfly.eventstore.LogImage;

/**
 * A listener for changes to stores. Its methods are called on the thread that causes the change, and should be fast.
 */
public interface StoreListener {
    /** A listener that does nothing. */
    StoreListener NONE = new StoreListener() {
        @Override
        public void begun(Store store) {}

        @Override
        public void forked(Store store, Store parent, LogImage image) {}

        @Override
        public void historyChanged(Store store, String before) {}

        @Override
        public void deleted(Store store) {}
    };

    /** A store has received its first events. */
    void begun(Store store);

    /**
     * A store has been forked from another one.
     *
     * @param image the events that it starts with
     */
    void forked(Store store, Store parent, LogImage image);

    /**
     * A store has a new history.
     *
     * @param before the incarnation of the old one
     */
    void historyChanged(Store store, String before);

    /** Events of a store have been removed or redacted: what was read of it earlier must go. */
    default void reduced(Store store) {}

    /** Events of a store have been redacted: what was derived from them must be derived anew. */
    default void redacted(Store store) {}

    /** The events of a store have been copied to where they take less memory: who refers to them must do so anew. */
    default void rewritten(Store store) {}

    /** A store has been deleted; release everything kept for it. */
    void deleted(Store store);
}
