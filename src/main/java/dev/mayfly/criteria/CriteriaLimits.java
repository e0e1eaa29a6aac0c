package dev.mayfly.criteria;

import dev.mayfly.event.InvalidInputException;

/**
 * The limits of criteria in a request's body.
 *
 * @param values the maximum number of values: each id, type and tag counts as one, and so does each item of a query
 */
public record CriteriaLimits(int values) {
    /** The limits where no others are set. */
    public static final CriteriaLimits DEFAULT = new CriteriaLimits(20_000);

    /** Counts the values of one request. For one thread. */
    static final class Count {
        private final CriteriaLimits limits;
        private int values;

        Count(CriteriaLimits limits) {
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
                throw InvalidInputException.invalid(
                        field,
                        "must not bring the criteria to more than " + limits.values
                                + " values and items (mayfly.limits.criteria-values)");
            }
        }
    }
}
