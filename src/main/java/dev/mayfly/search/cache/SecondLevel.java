package dev.mayfly.search.cache;

import dev.mayfly.search.PageKey;
import dev.mayfly.search.SearchPage;
import io.smallrye.mutiny.Uni;

/** A second level for pages that the first level does not have. Any thread may use it; it never fails. */
public interface SecondLevel {
    /** Returns the page stored under a key, or null if there is none or the read takes too long. */
    Uni<SearchPage> find(PageKey key);

    /** Stores a page, now, later or not at all; returns at once. */
    void put(PageKey key, SearchPage page);
}
