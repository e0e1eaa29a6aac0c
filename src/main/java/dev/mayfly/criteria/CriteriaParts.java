package dev.mayfly.criteria;

import dev.mayfly.criteria.where.Condition;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of criteria that JSON has as more than texts.
 *
 * @param query the DCB query, or null if none was given
 * @param where the conditions, empty if none were given
 */
public record CriteriaParts(@Nullable EventQuery query, Set<Condition> where) {
    /** No part. */
    public static final CriteriaParts NONE = new CriteriaParts(null, Set.of());

    /** Copies the conditions. */
    public CriteriaParts {
        where = Set.copyOf(where);
    }

    /** Returns whether any part was given. */
    public boolean isGiven() {
        return query != null || !where.isEmpty();
    }
}
