package dev.mayfly.payment;

import dev.mayfly.projection.fold.StateMap;
import java.math.BigDecimal;

/**
 * What the events of all payments add up to.
 *
 * @param byCurrency the totals of each currency, by its code
 * @param byOrganization the same of each organisation, by its id; {@link #UNKNOWN} where there is none
 */
public record PaymentSummary(
        StateMap<String, Totals> byCurrency, StateMap<String, StateMap<String, Totals>> byOrganization) {
    /** Nothing paid and nothing refunded. */
    public static final PaymentSummary EMPTY = new PaymentSummary(StateMap.empty(), StateMap.empty());

    /** What stands for the organisation of an event without one. */
    public static final String UNKNOWN = "unknown";

    /**
     * What was paid and refunded in one currency.
     *
     * @param count how many payments were processed
     * @param processed how much was paid in all
     * @param refunded how much of it was refunded; more than was paid if refunds came without their payments
     */
    public record Totals(long count, BigDecimal processed, BigDecimal refunded) {
        static final Totals NOTHING = new Totals(0, BigDecimal.ZERO, BigDecimal.ZERO);

        /** Gives both amounts as many fraction digits as the one that has more. */
        public Totals {
            int digits = Math.max(processed.scale(), refunded.scale());
            processed = processed.setScale(digits);
            refunded = refunded.setScale(digits);
        }

        /** Returns the net amount: what was paid less what was refunded. */
        public BigDecimal net() {
            return processed.subtract(refunded);
        }

        Totals after(PaymentEvent event) {
            BigDecimal amount = event.money().amount();
            return event instanceof PaymentEvent.PaymentProcessed
                    ? new Totals(count + 1, processed.add(amount), refunded)
                    : new Totals(count, processed, refunded.add(amount));
        }
    }

    /** Returns the summary after one more event. */
    PaymentSummary after(PaymentEvent event, String organization) {
        StateMap<String, Totals> own = byOrganization.getOr(organization, StateMap.empty());
        return new PaymentSummary(after(byCurrency, event), byOrganization.with(organization, after(own, event)));
    }

    private static StateMap<String, Totals> after(StateMap<String, Totals> totals, PaymentEvent event) {
        String currency = event.money().currency();
        return totals.with(currency, totals.getOr(currency, Totals.NOTHING).after(event));
    }
}
