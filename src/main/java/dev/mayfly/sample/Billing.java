package dev.mayfly.sample;

import dev.mayfly.sample.company.Chance;
import dev.mayfly.sample.company.Company;
import dev.mayfly.sample.company.Plan;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stories of subscriptions: plan changes, monthly invoices, and payment methods. */
final class Billing {
    private static final List<String> MONTHS = List.of(
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre");

    private final Business business;
    private final Chance chance;

    Billing(Business business) {
        this.business = business;
        this.chance = business.chance();
    }

    /** Returns the story of an organisation that changes its plan. */
    @Nullable
    Story planChange(long nanos) {
        Company company = business.customer(nanos);
        Plan before = company.plan();
        Plan after = before == Plan.TRIAL || chance.percent(75) ? before.larger() : before.smaller();
        if (company == business.host() || after == before) {
            return null;
        }
        company.changePlan(after);
        Story story = business.story("plan", company);
        Happening changed = story.plan(
                        nanos,
                        company,
                        "PlanChanged",
                        data -> data.text("previousPlan", before.text())
                                .text("plan", after.text())
                                .amount(
                                        "monthlyPrice",
                                        company.tender(),
                                        company.tender().price(after.euroCents()))
                                .text("currency", company.tender().currency()))
                .by(company.owner())
                .tagged("plan", after.text());
        if (after.compareTo(before) > 0) {
            Invoice invoice = invoice(story, after, nanos);
            settle(invoice, invoice.issue(changed, business.byMachine(nanos, Times.SECOND, 20 * Times.SECOND)));
        }
        return story;
    }

    /** Returns whether an organisation gets a monthly invoice. */
    boolean isBilled(Company company, long nanos) {
        return company.isThereAt(nanos) && company.plan() != Plan.TRIAL;
    }

    /** Returns the story of an organisation's monthly invoice. */
    Story monthly(Company company, long nanos) {
        Story story = business.story("billing", company);
        Invoice invoice = invoice(story, company.plan(), nanos);
        settle(invoice, invoice.issue(nanos));
        return story;
    }

    /** Returns the story of an organisation that registers a payment method. */
    Story paymentMethod(long nanos) {
        Company company = business.customer(nanos);
        Story story = business.story("payment-method", company);
        boolean card = chance.percent(70);
        String brand = chance.of("CB", "Visa", "Mastercard");
        String last = Integer.toString(1000 + chance.below(9000));
        story.plan(
                        nanos,
                        company,
                        "PaymentMethodAdded",
                        data -> data.object("paymentMethod", method -> {
                            if (card) {
                                method.text("kind", "card").text("brand", brand).text("last4", last);
                            } else {
                                method.text("kind", "sepa-debit").text("iban", "FR76 •••• " + last);
                            }
                        }))
                .by(company.owner());
        return story;
    }

    private Invoice invoice(Story story, Plan plan, long nanos) {
        Company company = story.company();
        LocalDate day = business.office().local(nanos).toLocalDate();
        String description = company.country().isFrench()
                ? "Abonnement " + plan.title() + ", " + MONTHS.get(day.getMonthValue() - 1) + " " + day.getYear()
                : plan.title() + " plan, " + day.toString().substring(0, 7);
        return new Invoice(business, story, description, 1, company.tender().price(plan.euroCents()));
    }

    private void settle(Invoice invoice, Happening issued) {
        int how = chance.below(100);
        if (how < 70) {
            long nanos = business.byMachine(issued.nanos(), 3 * Times.SECOND, 5 * Times.MINUTE);
            invoice.paid(invoice.pay(issued, nanos, "card"));
        } else if (how < 88) {
            long nanos = business.byHand(issued.nanos(), Times.DAY, 16 * Times.DAY);
            invoice.paid(invoice.pay(issued, nanos, "transfer"));
        } else {
            remind(invoice, issued);
        }
    }

    private void remind(Invoice invoice, Happening issued) {
        String reason = chance.of("insufficient_funds", "card_expired", "authentication_required");
        long failedNanos = business.byMachine(issued.nanos(), 3 * Times.SECOND, Times.MINUTE);
        Happening failed =
                invoice.plan("InvoicePaymentFailed", issued, failedNanos, data -> data.text("reason", reason));
        Happening reminded = invoice.plan(
                "InvoiceReminderSent",
                failed,
                business.byHand(failed.nanos() + 3 * Times.DAY, Times.MINUTE, Times.HOUR),
                data -> data.number("reminders", 1));
        if (chance.percent(75)) {
            long nanos = business.byHand(reminded.nanos(), 10 * Times.MINUTE, 4 * Times.DAY);
            invoice.paid(invoice.pay(reminded, nanos, "card"));
        } else {
            long nanos = reminded.nanos() + 10 * Times.DAY;
            Happening overdue = invoice.plan("InvoiceOverdue", reminded, nanos, data -> data.text("status", "overdue"));
            if (chance.percent(60)) {
                invoice.paid(invoice.pay(overdue, business.byHand(nanos, Times.HOUR, 9 * Times.DAY), "transfer"));
            }
        }
    }
}
