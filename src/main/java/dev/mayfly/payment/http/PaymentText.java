package dev.mayfly.payment.http;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.payment.PaymentView;

/** Payments as JSON text, with amounts as exact numbers. */
final class PaymentText {
    private PaymentText() {}

    /** Returns the JSON object of a payment. */
    static JsonBuffer write(PaymentView payment) {
        JsonBuffer out = new JsonBuffer(256);
        out.ascii("{\"paymentId\":").string(payment.paymentId());
        out.ascii(",\"status\":").string(payment.status().text());
        out.ascii(",\"amount\":").ascii(payment.amount().toPlainString());
        out.ascii(",\"currency\":").string(payment.currency());
        out.ascii(",\"refunded\":").ascii(payment.refunded().toPlainString());
        out.ascii(",\"net\":").ascii(payment.net().toPlainString());
        out.ascii(",\"version\":").number(payment.version());
        out.ascii(",\"processedAt\":").timestamp(Rfc3339.epochNanos("processedAt", payment.processedAt()));
        return out.put('}');
    }
}
