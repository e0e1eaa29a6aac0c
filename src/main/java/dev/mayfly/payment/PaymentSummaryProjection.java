package dev.mayfly.payment;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.payment.PaymentEvent.PaymentProcessed;
import dev.mayfly.payment.PaymentEvent.PaymentRefunded;
import dev.mayfly.projection.fold.CurrentEvent;
import dev.mayfly.projection.fold.Fold;
import dev.mayfly.projection.fold.Projection;
import java.util.List;

/**
 * The projection that adds up the events of payments, each on its own: an event whose data is not valid money is
 * parked, and a refund counts even if its payment is unknown.
 */
public final class PaymentSummaryProjection implements Projection<PaymentSummary> {
    /** Its name in every store. */
    public static final String NAME = "payments-summary";

    private static final Criteria PAYMENTS = Criteria.builder()
            .aggregateTypes(List.of(PaymentEvent.AGGREGATE_TYPE))
            .eventTypes(PaymentProcessed.TYPE, PaymentRefunded.TYPE)
            .build();

    @Override
    public Criteria criteria() {
        return PAYMENTS;
    }

    @Override
    public PaymentSummary initial() {
        return PaymentSummary.EMPTY;
    }

    @Override
    public boolean isDeterministic() {
        return true;
    }

    @Override
    public Fold<PaymentSummary> fold(PaymentSummary from) {
        return new Fold<>() {
            private PaymentSummary summary = from;

            @Override
            public void apply(CurrentEvent event) {
                EventScan columns = event.columns();
                int organization = columns.ordinal(Dimension.ORGANIZATION_ID);
                String organizationId = organization == 0
                        ? PaymentSummary.UNKNOWN
                        : columns.value(Dimension.ORGANIZATION_ID, organization);
                PaymentEvent.read(
                                columns.value(Dimension.EVENT_TYPE, columns.ordinal(Dimension.EVENT_TYPE)),
                                columns.data())
                        .ifPresent(payment -> summary = summary.after(payment, organizationId));
            }

            @Override
            public long sizeBytes() {
                return summary.sizeBytes();
            }

            @Override
            public PaymentSummary finish() {
                return summary;
            }
        };
    }
}
