package dev.mayfly.projection.declared;

import dev.mayfly.event.InvalidInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query for states of a projection, by key or page by page.
 *
 * @param keys the texts of the key, one for each part, or one JSON array; empty for all states
 * @param limit the most states of a page, or 0 if the request does not set it
 * @param cursor where the page begins, or null for the first page
 */
public record StateQuery(
        List<String> keys, int limit, @Nullable StateCursor cursor) {
    /** The greatest limit of a page. */
    public static final int MAX_LIMIT = 10_000;

    /** The most states of a page if no limit is given. */
    public static final int DEFAULT_LIMIT = 100;

    /**
     * Checks that the parameters are compatible.
     *
     * @throws InvalidInputException if keys come with a cursor
     */
    public StateQuery {
        keys = List.copyOf(keys);
        if (cursor != null && !keys.isEmpty()) {
            throw InvalidInputException.invalid("cursor", "must not be given together with a key");
        }
    }

    /** Returns the most states of a page: from the request, otherwise from the cursor, otherwise the default. */
    public int pageLimit() {
        int given = limit == 0 && cursor != null ? cursor.limit() : limit;
        return given == 0 ? DEFAULT_LIMIT : given;
    }

    /**
     * Returns the requested page of some states.
     *
     * @throws InvalidInputException if the keys or the cursor do not fit the definition
     */
    public States.Page of(States states) {
        if (!keys.isEmpty()) {
            return states.of(KeyReader.read(states.definition(), keys));
        }
        return states.page(cursor == null ? null : cursor.after(states.definition()), pageLimit());
    }

    /**
     * Returns the cursor of the next page, or null if {@code page} is the last.
     *
     * @param asOf the position at which the walk reads, or {@link StateCursor#LATEST}
     */
    public @Nullable StateCursor next(States.Page page, String store, String incarnation, String name, long asOf) {
        Key last = page.lastKey();
        return page.more() && last != null
                ? StateCursor.following(
                        store, incarnation, name, asOf, limit == 0 && cursor != null ? cursor.limit() : limit, last)
                : null;
    }
}
