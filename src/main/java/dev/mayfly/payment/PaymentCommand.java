package dev.mayfly.payment;

import java.math.BigDecimal;

/** What can be asked of a payment. */
public sealed interface PaymentCommand {
    /** Returns the last part of the path that the command is sent to. */
    String name();

    /** Returns what the command asks for, in a text that is the same however its amount is written. */
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
     * Give back a part of the payment, or all of it.
     *
     * @param amount how much, in the payment's currency
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
