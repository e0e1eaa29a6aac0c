package dev.mayfly.sample;

import dev.mayfly.sample.company.Company;
import dev.mayfly.sample.company.Fields;
import dev.mayfly.sample.company.Subject;
import dev.mayfly.sample.company.Tender;

/** An invoice for one item, and its payment. Amounts are in the smallest unit of its currency. */
final class Invoice {
    private final Business business;
    private final Story story;
    private final Company company;
    private final Subject subject;
    private final Subject payment;
    private final String description;
    private final long quantity;
    private final long unitPrice;

    /**
     * Makes an invoice for an item.
     *
     * @param unitPrice the price of one item, without tax
     */
    Invoice(Business business, Story story, String description, long quantity, long unitPrice) {
        this.business = business;
        this.story = story;
        this.company = story.company();
        this.subject = business.subject("Invoice", "invoice");
        this.payment = business.subject("Payment", "payment");
        this.description = description;
        this.quantity = quantity;
        this.unitPrice = unitPrice;
    }

    /** Returns the amount with tax. */
    long total() {
        return net() + vat();
    }

    /** Returns the payment. */
    Subject payment() {
        return payment;
    }

    /** Plans its issue. */
    Happening issue(Happening cause, long nanos) {
        return issue(nanos).because(cause);
    }

    /** Plans its issue on schedule, without a cause. */
    Happening issue(long nanos) {
        String due =
                business.office().local(nanos + 30 * Times.DAY).toLocalDate().toString();
        return story.plan(
                        nanos,
                        subject,
                        "InvoiceIssued",
                        data -> data.text("customer", company.name())
                                .only(
                                        "lines",
                                        line -> line.text("description", description)
                                                .number("quantity", quantity)
                                                .amount("unitPrice", company.tender(), unitPrice))
                                .amount("net", company.tender(), net())
                                .amount("vat", company.tender(), vat())
                                .amount("total", company.tender(), total())
                                .text("currency", company.tender().currency())
                                .text("due", due)
                                .text("status", "issued"))
                .from("billing");
    }

    /** Plans the payment of its amount. */
    Happening pay(Happening cause, long nanos, String method) {
        return money("PaymentProcessed", nanos, total())
                .from("psp")
                .tagged("method", method)
                .because(cause);
    }

    /** Plans a refund. */
    Happening refund(Happening cause, long nanos, long amount) {
        return money("PaymentRefunded", nanos, amount).because(cause);
    }

    /** Plans that it is marked as paid. */
    Happening paid(Happening cause) {
        return story.plan(
                        soon(cause),
                        subject,
                        "InvoicePaid",
                        data -> data.text("paymentId", payment.id()).text("status", "paid"))
                .from("billing")
                .because(cause);
    }

    /** Plans a credit for a refund. */
    Happening credit(Happening cause, long amount) {
        return story.plan(
                        soon(cause),
                        subject,
                        "CreditNoteIssued",
                        data -> data.amount("credited", company.tender(), amount)
                                .text("status", amount == total() ? "credited" : "partially-credited"))
                .from("billing")
                .because(cause);
    }

    /** Plans another event of the invoice. */
    Happening plan(String eventType, Happening cause, long nanos, Fields.Data data) {
        return story.plan(nanos, subject, eventType, data).from("billing").because(cause);
    }

    private Happening money(String eventType, long nanos, long amount) {
        Tender tender = company.tender();
        return story.plan(
                nanos,
                payment,
                eventType,
                data -> data.amount("amount", tender, amount).text("currency", tender.currency()));
    }

    private long soon(Happening cause) {
        return business.byMachine(cause.nanos(), 150 * Times.MILLI, 3 * Times.SECOND);
    }

    private long net() {
        return quantity * unitPrice;
    }

    private long vat() {
        return (net() * company.country().vatPermille() + 500) / 1000;
    }
}
