package dev.mayfly.payment.http;

import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import java.util.Set;

/** The rule for payment ids: an identifier, except the words that other paths have in its place. */
public final class PaymentId {
    /** The name of the path parameter. */
    public static final String FIELD = "paymentId";

    private static final Set<String> RESERVED = Set.of("events", "statistics", "summary");

    private PaymentId() {}

    /**
     * Returns the id unchanged if it follows the rule.
     *
     * @throws InvalidInputException if it does not
     */
    public static String require(String id) {
        if (RESERVED.contains(id)) {
            throw InvalidInputException.invalid(FIELD, "must not be '" + id + "', which is reserved");
        }
        return Identifier.require(FIELD, id);
    }
}
