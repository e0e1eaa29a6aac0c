package dev.mayfly.projection.declared;

import dev.mayfly.event.InvalidInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which states of a projection are asked for.
 *
 * @param keys what the keys are, one text a part or a JSON array; none for all states
 * @param limit the most states of a page, or 0 if the request does not say
 * @param cursor where the page begins, or null for the first
 */
public record StateQuery(
        List<String> keys, int limit, @Nullable StateCursor cursor) {
    /** The most states that a page may have. */
    public static final int MAX_LIMIT = 10_000;

    /** The most states of a page for which no limit was given. */
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
     * Returns the page of some states that is asked for.
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
     * Returns the cursor of the page after another one, or null if that is the last.
     *
     * @param asOf the position that the walk sees, or {@link StateCursor#LATEST}
     */
    public @Nullable StateCursor next(States.Page page, String store, String incarnation, String name, long asOf) {
        Key last = page.lastKey();
        return page.more() && last != null
                ? StateCursor.behind(
                        store, incarnation, name, asOf, limit == 0 && cursor != null ? cursor.limit() : limit, last)
                : null;
    }
}
