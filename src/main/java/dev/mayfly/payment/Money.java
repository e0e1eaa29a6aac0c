package dev.mayfly.payment;

import dev.mayfly.event.InvalidInputException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/**
 * A positive, exact amount in a currency.
 *
 * @param amount the amount, with the fraction digits that were given, at most as many as the currency has
 * @param currency the currency's ISO 4217 code
 */
public record Money(BigDecimal amount, String currency) {
    /** The most digits of an amount before its decimal point. */
    public static final int MAX_INTEGER_DIGITS = 20;

    private static final int MAX_NUMBER_LENGTH = 100;
    // No currency has more, and amounts within this bound are cheap to compute with.
    private static final int MAX_FRACTION_DIGITS = 20;

    /**
     * Checks the amount and the currency.
     *
     * @throws InvalidInputException naming {@code amount} or {@code currency}, whichever is invalid
     */
    public Money {
        amount = amount("amount", amount);
        fractionMistake(amount, currency).ifPresent(mistake -> {
            throw InvalidInputException.invalid("amount", mistake);
        });
    }

    /**
     * Returns the amount that a JSON number stands for, with its fraction digits as written.
     *
     * @param field the name to report
     * @throws InvalidInputException if it is not positive, has too many digits for any currency, or is written in more
     *     than 100 characters
     */
    public static BigDecimal amount(String field, String number) {
        if (number.length() > MAX_NUMBER_LENGTH) {
            throw InvalidInputException.invalid(field, "must be written in at most 100 characters");
        }
        try {
            return amount(field, new BigDecimal(number));
        } catch (NumberFormatException e) {
            // This includes an exponent outside the range of BigDecimal.
            throw InvalidInputException.invalid(field, "must be a decimal number that can be represented exactly");
        }
    }

    private static BigDecimal amount(String field, BigDecimal amount) {
        if (amount.signum() <= 0) {
            throw InvalidInputException.invalid(field, "must be positive");
        }
        if ((long) amount.precision() - amount.scale() > MAX_INTEGER_DIGITS) {
            throw InvalidInputException.invalid(
                    field, "must have at most " + MAX_INTEGER_DIGITS + " digits before the decimal point");
        }
        if (amount.scale() > MAX_FRACTION_DIGITS) {
            throw InvalidInputException.invalid(field, "must have no more fraction digits than its currency");
        }
        return amount.scale() < 0 ? amount.setScale(0) : amount;
    }

    /**
     * Returns what is wrong with an amount in that currency, as a sentence for the client, or nothing.
     *
     * @throws InvalidInputException if the currency is unknown or has no fraction digits defined
     */
    static Optional<String> fractionMistake(BigDecimal amount, String currency) {
        int digits = fractionDigits(currency);
        return amount.scale() > digits
                ? Optional.of("must have at most " + digits + " fraction digits, as " + currency + " has")
                : Optional.empty();
    }

    private static int fractionDigits(String code) {
        int digits;
        try {
            digits = Currency.getInstance(code).getDefaultFractionDigits();
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.invalid("currency", "must be an ISO 4217 currency code such as EUR");
        }
        if (digits < 0) {
            throw InvalidInputException.invalid("currency", "must be a currency that amounts can be paid in");
        }
        return digits;
    }
}
