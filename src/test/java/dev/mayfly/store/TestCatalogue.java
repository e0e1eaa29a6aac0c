package dev.mayfly.store;

import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.log.EmbeddedStores;
import dev.mayfly.eventstore.support.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stores whose process's time a test moves, and what they told of themselves. */
final class TestCatalogue {
    final FakeClock process = new FakeClock();
    final List<String> told = new ArrayList<>();
    final Catalogue catalogue;

    TestCatalogue(CatalogueLimits limits) {
        catalogue = new Catalogue(
                new EmbeddedStores(),
                (store, clock) -> store,
                limits,
                new ProcessTime(process, process::now),
                (delay, task) -> {});
        catalogue.listen(new StoreListener() {
            @Override
            public void begun(Store store) {
                tell("begun " + store.name());
            }

            @Override
            public void forked(Store store, Store parent, LogImage image) {
                tell("forked " + store.name() + " of " + parent.name());
            }

            @Override
            public void historyChanged(Store store, String before) {
                tell("changed " + store.name());
            }

            @Override
            public void deleted(Store store) {
                tell("deleted " + store.name());
            }
        });
    }

    /** Returns stores within limits that hardly matter. */
    static TestCatalogue of() {
        return new TestCatalogue(new CatalogueLimits(1_000, 256 << 20, null, 5, false));
    }

    void pass(Duration time) {
        process.advance(time);
    }

    private synchronized void tell(String what) {
        told.add(what);
    }
}
