package dev.mayfly.payment;

import java.math.BigDecimal;

/** A command to a payment. */
public sealed interface PaymentCommand {
    /** Returns the last segment of the path to which the command is sent. */
    String name();

    /** Returns what the command asks for, as a text that is the same for every way to write its amount. */
    String meaning();

    /**
     * Process the payment.
     *
     * @param money how much is paid
     */
    record ProcessPayment(Money money) implements PaymentCommand {
        @Override
        public String name() {
            return "process";
        }

        @Override
        public String meaning() {
            return "amount=" + plain(money.amount()) + "&currency=" + money.currency();
        }
    }

    /**
     * Refund the payment, in part or in full.
     *
     * @param amount how much to refund, in the payment's currency
     */
    record RefundPayment(BigDecimal amount) implements PaymentCommand {
        @Override
        public String name() {
            return "refund";
        }

        @Override
        public String meaning() {
            return "amount=" + plain(amount);
        }
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
