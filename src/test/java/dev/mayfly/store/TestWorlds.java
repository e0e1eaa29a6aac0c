package dev.mayfly.store;

import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.log.EmbeddedStores;
import dev.mayfly.eventstore.support.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Worlds whose process's time a test moves, and what they told of themselves. */
final class TestWorlds {
    final FakeClock process = new FakeClock();
    final List<String> told = new ArrayList<>();
    final Worlds worlds;

    TestWorlds(WorldLimits limits) {
        worlds = new Worlds(
                new EmbeddedStores(),
                (store, clock) -> store,
                limits,
                new ProcessTime(process, process::now),
                (delay, task) -> {});
        worlds.listen(new WorldListener() {
            @Override
            public void begun(World world) {
                tell("begun " + world.name());
            }

            @Override
            public void forked(World world, World parent, LogImage image) {
                tell("forked " + world.name() + " of " + parent.name());
            }

            @Override
            public void historyChanged(World world, String before) {
                tell("changed " + world.name());
            }

            @Override
            public void deleted(World world) {
                tell("deleted " + world.name());
            }
        });
    }

    /** Returns worlds within limits that hardly matter. */
    static TestWorlds of() {
        return new TestWorlds(new WorldLimits(1_000, 256 << 20, null, 5, false));
    }

    void pass(Duration time) {
        process.advance(time);
    }

    private synchronized void tell(String what) {
        told.add(what);
    }
}
