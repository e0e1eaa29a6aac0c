package dev.mayfly.store;

import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.Stores;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A store's settings with all defaults applied; equal ones make equal stores. */
record EffectiveSettings(@Nullable Duration ttl, long limitBytes, ClockSetting clock, int snapshots) {
    /** Returns the settings of the store with a name, with defaults for values that are not given. */
    static EffectiveSettings of(String name, StoreSettings given, CatalogueLimits limits) {
        Duration defaultTtl = name.equals(Stores.DEFAULT) ? null : limits.ttl();
        return new EffectiveSettings(
                given.ttl() == null ? defaultTtl : given.ttl(),
                given.limitBytes() == 0 ? limits.totalBytes() : given.limitBytes(),
                given.clock(),
                limits.snapshots());
    }
}
