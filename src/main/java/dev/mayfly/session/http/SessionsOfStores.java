package dev.mayfly.session.http;

import dev.mayfly.eventstore.LogImage;
import dev.mayfly.session.Sessions;
import dev.mayfly.store.Store;
import dev.mayfly.store.StoreListener;

/** Follows what happens to stores: the sessions in a new history begin to expire, and those of a deleted store no longer do. */
public final class SessionsOfStores implements StoreListener {
    private final Sessions sessions;

    /** Makes a listener for the sessions of a process. */
    public SessionsOfStores(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void begun(Store store) {
        // The first session of a store sets its timer.
    }

    @Override
    public void forked(Store store, Store parent, LogImage image) {
        sessions.begin(store);
    }

    @Override
    public void historyChanged(Store store, String before) {
        sessions.begin(store);
    }

    @Override
    public void rewritten(Store store) {
        sessions.rewritten(store);
    }

    @Override
    public void deleted(Store store) {
        sessions.remove(store);
    }
}
