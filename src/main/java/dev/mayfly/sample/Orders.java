package dev.mayfly.sample;

import dev.mayfly.sample.company.Chance;
import dev.mayfly.sample.company.Company;
import dev.mayfly.sample.company.Person;
import dev.mayfly.sample.company.Subject;
import dev.mayfly.sample.company.Tender;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stories of orders, which are paid at once and now and then refunded, in part or in full. */
final class Orders {
    private static final List<Article> ARTICLES = List.of(
            new Article("credits-100", "Pack de 100 crédits", "Pack of 100 credits", 100_00),
            new Article("credits-500", "Pack de 500 crédits", "Pack of 500 credits", 450_00),
            new Article("domain-fr", "Nom de domaine .fr, un an", "Domain name .fr, one year", 11_90),
            new Article("domain-eu", "Nom de domaine .eu, un an", "Domain name .eu, one year", 8_50),
            new Article("certificate", "Certificat TLS étendu", "Extended TLS certificate", 89_00),
            new Article("mailbox", "Boîte aux lettres 50 Go", "Mailbox of 50 GB", 4_90),
            new Article("training", "Formation en ligne", "Online training", 240_00),
            new Article("support", "Heure d’assistance", "Hour of support", 75_00),
            new Article("audit", "Audit de sécurité", "Security audit", 980_00));

    private final Business business;
    private final Chance chance;

    /** An article that can be ordered, with its price in euro cents. */
    private record Article(String sku, String french, String english, long euroCents) {}

    Orders(Business business) {
        this.business = business;
        this.chance = business.chance();
    }

    /** Returns the story of an order. */
    @Nullable
    Story order(long nanos) {
        Company company = business.customer(nanos);
        if (company == business.host()) {
            return null;
        }
        Person person = company.anyone(nanos, chance);
        Tender tender = company.tender();
        Article article = ARTICLES.get((int) chance.mostlyLow(0, ARTICLES.size()));
        String name = company.country().isFrench() ? article.french() : article.english();
        long quantity = chance.mostlyLow(1, 6);
        Story story = business.story("checkout", company);
        Subject order = business.subject("Order", "order");
        Invoice invoice = new Invoice(business, story, name, quantity, tender.price(article.euroCents()));
        String channel = chance.of("web", "web", "web", "mobile", "phone");
        Happening placed = story.plan(
                        nanos,
                        order,
                        "OrderPlaced",
                        data -> data.only(
                                        "items",
                                        item -> item.text("sku", article.sku())
                                                .text("name", name)
                                                .number("quantity", quantity)
                                                .amount("unitPrice", tender, tender.price(article.euroCents())))
                                .amount("total", tender, invoice.total())
                                .text("currency", tender.currency())
                                .text("status", "placed"))
                .by(person)
                .tagged("channel", channel);
        if (chance.percent(6)) {
            story.plan(
                            nanos + 30 * Times.MINUTE,
                            order,
                            "OrderCancelled",
                            data -> data.text("status", "cancelled").text("reason", "not-paid-in-time"))
                    .from("scheduler")
                    .because(placed);
            return story;
        }
        long paidNanos = business.byMachine(nanos, 8 * Times.SECOND, 8 * Times.MINUTE);
        Happening paid = invoice.pay(placed, paidNanos, "card").by(person);
        Happening confirmed = story.plan(
                        business.byMachine(paidNanos, 80 * Times.MILLI, 2 * Times.SECOND),
                        order,
                        "OrderConfirmed",
                        data -> data.text("status", "confirmed")
                                .text("paymentId", invoice.payment().id()))
                .because(paid);
        Happening issued =
                invoice.issue(confirmed, business.byMachine(confirmed.nanos(), 100 * Times.MILLI, 4 * Times.SECOND));
        Happening settled = invoice.paid(issued);
        if (chance.percent(8)) {
            giveBack(story, order, person, invoice, settled);
        }
        return story;
    }

    private void giveBack(Story story, Subject order, Person person, Invoice invoice, Happening settled) {
        Company company = story.company();
        Tender tender = company.tender();
        long total = invoice.total();
        boolean whole = chance.percent(55);
        long amount = whole ? total : Math.max(1, total * chance.between(20, 80) / 100);
        String reason = company.country().isFrench()
                ? chance.of("Commande en double", "Ne convient pas", "Erreur de quantité")
                : chance.of("Ordered twice", "Does not fit", "Wrong quantity");
        Happening requested = story.plan(
                        business.byHand(settled.nanos(), 20 * Times.MINUTE, 9 * Times.DAY),
                        order,
                        "RefundRequested",
                        data -> data.text("reason", reason)
                                .amount("requested", tender, amount)
                                .text("status", "refund-requested"))
                .by(person)
                .because(settled);
        long nanos = business.byHand(requested.nanos(), 10 * Times.MINUTE, 2 * Times.DAY);
        Happening refunded =
                invoice.refund(requested, nanos, amount).by(business.host().anyone(nanos, chance));
        Happening credited = invoice.credit(refunded, amount);
        if (amount < total && chance.percent(20)) {
            long laterNanos = business.byHand(credited.nanos(), Times.HOUR, 3 * Times.DAY);
            Happening rest = invoice.refund(credited, laterNanos, total - amount)
                    .by(business.host().anyone(laterNanos, chance));
            invoice.credit(rest, total);
        }
    }
}
