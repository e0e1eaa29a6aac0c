package dev.mayfly.sample;

import dev.mayfly.sample.company.Chance;
import dev.mayfly.sample.company.Company;
import dev.mayfly.sample.company.Person;
import dev.mayfly.sample.company.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stories of support and trouble: tickets, keys, outages. */
final class Support {
    private static final List<String> FRENCH_SUBJECTS = List.of(
            "Impossible de se connecter à la base de données",
            "Le certificat n’est pas renouvelé",
            "Question sur la facture du mois dernier",
            "Accès refusé après l’invitation d’un collègue",
            "Déploiement bloqué à l’étape « rollout »",
            "Lenteur du site à l’heure du déjeuner");
    private static final List<String> ENGLISH_SUBJECTS = List.of(
            "Cannot connect to the database",
            "Certificate is not renewed",
            "Question about last month’s invoice",
            "Invited colleague is refused",
            "Deployment hangs at \"rollout\"",
            "Site is slow at noon");

    private final Business business;
    private final Chance chance;

    Support(Business business) {
        this.business = business;
        this.chance = business.chance();
    }

    /** Returns the story of a support ticket. */
    Story ticket(long nanos) {
        Company company = business.customer(nanos);
        Person person = company.anyone(nanos, chance);
        Story story = business.story("support", company);
        Subject ticket = business.subject("Ticket", "ticket");
        String title = chance.of(company.country().isFrench() ? FRENCH_SUBJECTS : ENGLISH_SUBJECTS);
        String priority = chance.of("low", "normal", "normal", "high");
        Happening last = story.plan(
                        nanos,
                        ticket,
                        "TicketOpened",
                        data -> data.text("subject", title)
                                .text("priority", priority)
                                .text("status", "open"))
                .by(person)
                .tagged("priority", priority);
        int rounds = 1 + chance.below(3);
        for (int i = 1; i <= rounds; i++) {
            long answeredNanos = business.byHand(last.nanos(), 4 * Times.MINUTE, 9 * Times.HOUR);
            Person agent = business.host().anyone(answeredNanos, chance);
            int answers = i;
            last = story.plan(
                            answeredNanos,
                            ticket,
                            "TicketAnswered",
                            data -> data.number("answers", answers)
                                    .text("agent", agent.userId())
                                    .text("status", "waiting"))
                    .by(agent)
                    .because(last);
        }
        Happening closed = story.plan(
                        business.byHand(last.nanos(), 10 * Times.MINUTE, 2 * Times.DAY),
                        ticket,
                        "TicketClosed",
                        data -> data.text("status", "closed"))
                .by(person)
                .because(last);
        if (chance.percent(30)) {
            int stars = 5 - (int) chance.mostlyLow(0, 5);
            story.plan(
                            business.byMachine(closed.nanos(), 20 * Times.SECOND, 10 * Times.MINUTE),
                            ticket,
                            "SatisfactionRated",
                            data -> data.number("stars", stars))
                    .by(person)
                    .because(closed);
        }
        return story;
    }

    /** Returns the story of an organisation that creates an API key, or revokes one. */
    Story key(long nanos) {
        Company company = business.customer(nanos);
        Person person = company.anyone(nanos, chance);
        Story story = business.story("api-key", company);
        int revoked = chance.percent(40) ? company.oldestKey(nanos) : 0;
        if (revoked > 0) {
            story.plan(
                            nanos,
                            company,
                            "ApiKeyRevoked",
                            data -> data.object("apiKeys", keys -> keys.text("key-" + revoked, "revoked")))
                    .by(person);
        } else {
            int made = company.newKey(nanos);
            String use = chance.of("read", "deploy", "billing");
            story.plan(
                            nanos,
                            company,
                            "ApiKeyCreated",
                            data -> data.object("apiKeys", keys -> keys.text("key-" + made, use)))
                    .by(person);
        }
        return story;
    }

    /** Returns the story of an organisation that moves. */
    @Nullable
    Story move(long nanos) {
        Company company = business.customer(nanos);
        if (company == business.host()) {
            return null;
        }
        Story story = business.story("address", company);
        String city = chance.of(company.country().cities());
        String street = company.country().isFrench()
                ? chance.of("rue de l’Église", "quai des Brumes", "allée des Érables")
                : chance.of("Station Road", "Mill Lane");
        int number = 1 + chance.below(90);
        story.plan(
                        nanos,
                        company,
                        "AddressChanged",
                        data -> data.text("city", city).text("street", number + " " + street))
                .by(company.owner());
        return story;
    }

    /** Returns the story of an outage that the business resolves. */
    Story outage(Outage outage) {
        Company host = business.host();
        Story story = business.story("outage", host);
        Subject incident = business.subject("Incident", "incident");
        long noticedNanos = outage.startNanos() + chance.between(4 * Times.MINUTE, 14 * Times.MINUTE);
        Happening opened = story.plan(
                        noticedNanos,
                        incident,
                        "IncidentOpened",
                        data -> data.text("title", "Stockage indisponible, eu-west-3")
                                .text("severity", outage.number() % 2 == 1 ? "major" : "critical")
                                .text("status", "investigating"))
                .from("monitoring")
                .tagged("region", "eu-west-3");
        Happening found =
                update(story, incident, opened, between(noticedNanos, outage.endNanos(), 30, 60), "identified");
        Happening watched =
                update(story, incident, found, between(noticedNanos, outage.endNanos(), 70, 95), "monitoring");
        Happening resolved = story.plan(
                        outage.endNanos() + Times.MINUTE,
                        incident,
                        "IncidentResolved",
                        data -> data.text("status", "resolved")
                                .number("minutes", (outage.endNanos() - outage.startNanos()) / Times.MINUTE))
                .by(host.anyone(outage.endNanos(), chance))
                .because(watched);
        story.plan(
                        business.byHand(resolved.nanos() + Times.DAY, Times.HOUR, 3 * Times.DAY),
                        incident,
                        "IncidentReviewed",
                        data -> data.text("rootCause", chance.of("Certificat expiré", "Disk full", "Failed switch")))
                .by(host.owner())
                .because(resolved);
        return story;
    }

    private Happening update(Story story, Subject incident, Happening cause, long nanos, String status) {
        return story.plan(nanos, incident, "IncidentUpdated", data -> data.text("status", status))
                .by(business.host().anyone(nanos, chance))
                .because(cause);
    }

    private long between(long fromNanos, long toNanos, int fromPercent, int toPercent) {
        return fromNanos + (toNanos - fromNanos) / 100 * chance.between(fromPercent, toPercent);
    }
}
