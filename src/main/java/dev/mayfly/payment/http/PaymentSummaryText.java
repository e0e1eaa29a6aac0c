package dev.mayfly.payment.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.payment.PaymentSummary;
import dev.mayfly.payment.PaymentSummary.Totals;
import dev.mayfly.projection.fold.StateMap;
import org.jspecify.annotations.Nullable;

/** The summary of payments as JSON text, written one organisation at a time. */
final class PaymentSummaryText implements TextSource {
    private final long position;
    private final PaymentSummary summary;
    private boolean opened;
    private @Nullable String organization;

    PaymentSummaryText(long position, PaymentSummary summary) {
        this.position = position;
        this.summary = summary;
    }

    @Override
    public boolean writeTo(JsonBuffer out, int enough) {
        int start = out.size();
        if (!opened) {
            opened = true;
            out.ascii("{\"position\":").number(position).ascii(",\"byCurrency\":");
            write(summary.byCurrency(), out);
            out.ascii(",\"byOrganization\":{");
        }
        while (out.size() - start < enough) {
            StateMap.Entry<String, StateMap<String, Totals>> next =
                    summary.byOrganization().entryAfter(organization);
            if (next == null) {
                out.ascii("}}");
                return true;
            }
            if (organization != null) {
                out.put(',');
            }
            organization = next.key();
            out.string(organization).put(':');
            write(next.value(), out);
        }
        return false;
    }

    private static void write(StateMap<String, Totals> byCurrency, JsonBuffer out) {
        out.put('{');
        boolean[] separated = {false};
        byCurrency.forEach((currency, totals) -> {
            if (separated[0]) {
                out.put(',');
            }
            separated[0] = true;
            out.string(currency).ascii(":{\"count\":").number(totals.count());
            out.ascii(",\"processed\":").ascii(totals.processed().toPlainString());
            out.ascii(",\"refunded\":").ascii(totals.refunded().toPlainString());
            out.ascii(",\"net\":").ascii(totals.net().toPlainString()).put('}');
        });
        out.put('}');
    }
}
