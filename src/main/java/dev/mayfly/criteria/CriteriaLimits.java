package dev.mayfly.criteria;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.InvalidInputException;

/**
 * The limits of criteria that are given as JSON: in a request's body, or in the configuration.
 *
 * @param values the maximum number of values: each id, type and tag counts as one, and so does each item of a query
 */
public record CriteriaLimits(int values) {
    /** No limits: for criteria in an address, whose length is limited, and for those that were accepted before. */
    public static final CriteriaLimits NONE = new CriteriaLimits(Integer.MAX_VALUE);

    /** Returns a count for all criteria of one body, which begins at 0. */
    public Count count() {
        return new Count(this);
    }

    /**
     * Checks criteria that were read elsewhere.
     *
     * @param field the field that they came in
     * @throws InvalidInputException if they have too many values; the message names the setting
     */
    public void require(String field, Criteria criteria) {
        long found = 0;
        for (Dimension dimension : Dimension.values()) {
            found += criteria.values(dimension).size();
        }
        EventQuery query = criteria.query();
        if (query != null) {
            for (EventQuery.Item item : query.items()) {
                found += 1L + item.types().size() + item.tags().size();
            }
        }
        if (found > values) {
            throw tooMany(field);
        }
    }

    private InvalidInputException tooMany(String field) {
        return InvalidInputException.invalid(
                field,
                "must not bring the criteria to more than " + values
                        + " values and items (mayfly.limits.criteria-values)");
    }

    /** Counts the values of the criteria in one body. For one thread. */
    public static final class Count {
        private final CriteriaLimits limits;
        private int values;

        private Count(CriteriaLimits limits) {
            this.limits = limits;
        }

        /**
         * Counts one more value.
         *
         * @param field the field that the value belongs to
         * @throws InvalidInputException if there are too many; the message names the setting
         */
        void add(String field) {
            if (++values > limits.values) {
                throw limits.tooMany(field);
            }
        }
    }
}
