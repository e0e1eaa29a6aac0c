package dev.mayfly.payment;

import dev.mayfly.projection.fold.StateMap;
import java.math.BigDecimal;

/**
 * The totals of all payments. Immutable.
 *
 * @param byCurrency the totals in each currency, by its ISO 4217 code
 * @param byOrganization the same for each organisation, by its id; {@link #UNKNOWN} for events without one
 * @param sizeBytes about how many bytes of memory it takes
 */
public record PaymentSummary(
        StateMap<String, Totals> byCurrency,
        StateMap<String, StateMap<String, Totals>> byOrganization,
        long sizeBytes) {
    /** The summary without any payment. */
    public static final PaymentSummary EMPTY = new PaymentSummary(StateMap.empty(), StateMap.empty(), 0);

    /** The key for the events without an organisation. */
    public static final String UNKNOWN = "unknown";

    /** About the memory of one currency's totals, with amounts of any length. */
    private static final int TOTALS_BYTES = 320;

    /** About the memory of an organisation without its totals and the characters of its id. */
    private static final int ORGANIZATION_BYTES = 112;

    /**
     * The totals in one currency.
     *
     * @param count the number of payments that were processed
     * @param processed how much was paid in total
     * @param refunded how much was refunded in total; more than {@code processed} if refunds lack their payments
     */
    public record Totals(long count, BigDecimal processed, BigDecimal refunded) {
        static final Totals NOTHING = new Totals(0, BigDecimal.ZERO, BigDecimal.ZERO);

        /** Extends the amount with fewer fraction digits to as many as the other has. */
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
        StateMap<String, Totals> all = after(byCurrency, event);
        StateMap<String, Totals> ownAfter = after(own, event);
        int totals = all.size() - byCurrency.size() + ownAfter.size() - own.size();
        long addedBytes =
                (long) TOTALS_BYTES * totals + (own.size() == 0 ? ORGANIZATION_BYTES + 2L * organization.length() : 0);
        return new PaymentSummary(all, byOrganization.with(organization, ownAfter), sizeBytes + addedBytes);
    }

    private static StateMap<String, Totals> after(StateMap<String, Totals> totals, PaymentEvent event) {
        String currency = event.money().currency();
        return totals.with(currency, totals.getOr(currency, Totals.NOTHING).after(event));
    }
}
