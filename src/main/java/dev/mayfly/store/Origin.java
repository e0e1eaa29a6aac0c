package dev.mayfly.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a store comes from.
 *
 * @param settings the store's settings, complete
 * @param createdAt when the store was created, by the process's clock
 * @param parent the name of the store that it is a fork of, or null
 * @param layer the memory that it shares with its parent, or null
 */
record Origin(
        EffectiveSettings settings,
        Instant createdAt,
        @Nullable String parent,
        MemoryBudget.@Nullable Layer layer) {}
