package dev.mayfly.search.cache;

import dev.mayfly.search.PageKey;
import dev.mayfly.search.SearchPage;
import org.jspecify.annotations.Nullable;

/** The pages that are in the cache of this process right now. Any thread may use it. */
@FunctionalInterface
public interface KeptPages {
    /** Returns the page with a key and counts a hit, or returns null if it is not there. Never waits. */
    @Nullable
    SearchPage find(PageKey key);
}
