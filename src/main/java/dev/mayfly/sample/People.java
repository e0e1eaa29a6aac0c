package dev.mayfly.sample;

import dev.mayfly.sample.company.Chance;
import dev.mayfly.sample.company.Company;
import dev.mayfly.sample.company.Country;
import dev.mayfly.sample.company.Names;
import dev.mayfly.sample.company.Person;
import dev.mayfly.sample.company.Plan;
import org.jspecify.annotations.Nullable;

/** Stories of people: they sign up, invite others, change their profiles, and leave. */
final class People {
    private static final String INVITED = "MemberInvited";
    private static final int STAFF = 4;

    private final Business business;
    private final Chance chance;

    People(Business business) {
        this.business = business;
        this.chance = business.chance();
    }

    /** Returns the story of the opening of the business. */
    Story opening(long nanos) {
        Company host = business.host();
        Story story = business.story("signup", host);
        Happening confirmed = founding(story, nanos, nanos + Times.MINUTE / 2);
        Happening created = organization(story, confirmed, nanos + Times.MINUTE);
        for (int i = 1; i < STAFF; i++) {
            invitation(story, nanos + (i + 1) * Times.MINUTE, created, true);
        }
        return story;
    }

    /** Returns the story of a person who signs up and founds an organisation. */
    Story signUp(long nanos) {
        Country country = business.nextCountry();
        String city = chance.of(country.cities());
        Names.Name name = business.companyName(country, city);
        long confirmedNanos = business.byMachine(nanos, 20 * Times.SECOND, 2 * Times.HOUR);
        long createdNanos = confirmedNanos + chance.between(40 * Times.SECOND, 12 * Times.MINUTE);
        Person owner = business.person(country, name.id() + ".example", createdNanos);
        Company company = business.newCustomer(name, country, city, owner, createdNanos);
        Story story = business.story("signup", company);
        Happening created = organization(story, founding(story, nanos, confirmedNanos), createdNanos);
        int guests = chance.below(4);
        for (int i = 0; i < guests; i++) {
            invitation(story, business.byHand(createdNanos, 2 * Times.MINUTE, 2 * Times.DAY), created, false);
        }
        return story;
    }

    /** Returns the story of an organisation that invites a person. */
    Story invite(long nanos) {
        Story story = business.story("invitation", business.customer(nanos));
        invitation(story, nanos, null, false);
        return story;
    }

    /** Returns the story of a person who leaves an organisation, if anyone can. */
    @Nullable
    Story departure(long nanos) {
        Company company = business.customer(nanos);
        Person member = company.idleMember(nanos, chance);
        if (member == null) {
            return null;
        }
        member.leave();
        company.remove(member);
        Story story = business.story("departure", company);
        Happening removed = story.plan(
                        nanos,
                        company,
                        "MemberRemoved",
                        data -> data.text("userId", member.userId()).number("members", company.part()))
                .by(company.owner());
        String reason = chance.of("left-organization", "inactive", "asked-for-it");
        story.plan(
                        business.byMachine(nanos, 300 * Times.MILLI, 40 * Times.SECOND),
                        member,
                        "UserDeactivated",
                        data -> data.text("status", "deactivated").text("reason", reason))
                .because(removed);
        return story;
    }

    /** Returns the story of a person who changes their profile. */
    Story profile(long nanos) {
        Company company = business.customer(nanos);
        Person person = company.anyone(nanos, chance);
        Story story = business.story("profile", company);
        int what = chance.below(100);
        if (what < 12) {
            story.plan(nanos, person, "PasswordChanged", data -> data.text("strength", "strong"))
                    .by(person);
        } else if (what < 26 && person.secure()) {
            story.plan(nanos, person, "TwoFactorEnabled", data -> data.text("secondFactor", "totp"))
                    .by(person);
        } else {
            change(story, person, nanos, null);
        }
        return story;
    }

    /** Plans the registration of the owner of an organisation that does not exist yet. */
    private static Happening founding(Story story, long nanos, long confirmedNanos) {
        Person owner = story.company().owner();
        Happening registered = registration(story, owner, nanos, null);
        return story.plan(confirmedNanos, owner, "EmailConfirmed", data -> data.text("status", "active"))
                .by(owner)
                .alone()
                .because(registered);
    }

    private void invitation(Story story, long nanos, @Nullable Happening cause, boolean certain) {
        Company company = story.company();
        long registeredNanos = certain
                ? nanos + chance.between(5 * Times.MINUTE, 40 * Times.MINUTE)
                : business.byHand(nanos, 4 * Times.MINUTE, 3 * Times.DAY);
        long joinedNanos = registeredNanos + chance.between(Times.SECOND, 6 * Times.SECOND);
        Person guest = business.person(company.country(), company.domain(), joinedNanos);
        String role = chance.of("developer", "developer", "operator", "accountant", "viewer");
        Happening invited = story.plan(
                        nanos,
                        company,
                        INVITED,
                        data -> data.text("email", guest.email()).text("role", role))
                .by(company.owner())
                .because(cause);
        if (!certain && chance.percent(10)) {
            story.plan(
                            nanos + 7 * Times.DAY,
                            company,
                            "InvitationExpired",
                            data -> data.text("email", guest.email()).text("role", role))
                    .from("scheduler")
                    .because(invited);
            return;
        }
        company.add(guest);
        Happening registered = registration(story, guest, registeredNanos, invited);
        story.plan(
                        joinedNanos,
                        company,
                        "MemberJoined",
                        data -> data.text("userId", guest.userId())
                                .text("role", role)
                                .number("members", company.join()))
                .by(guest)
                .because(registered);
        if (chance.percent(50)) {
            change(story, guest, business.byMachine(joinedNanos, Times.MINUTE, Times.HOUR), registered);
        }
    }

    private static Happening registration(Story story, Person person, long nanos, @Nullable Happening invited) {
        Happening registered = story.plan(
                        nanos,
                        person,
                        "UserRegistered",
                        data -> data.text("name", person.name())
                                .text("email", person.email())
                                .text("locale", person.country().locale())
                                .text("country", person.country().code())
                                .text("status", invited == null ? "unconfirmed" : "active"))
                .by(person)
                .because(invited)
                .tagged("channel", invited == null ? "web" : "invitation");
        return invited == null ? registered.alone() : registered;
    }

    private static Happening organization(Story story, Happening cause, long nanos) {
        Company company = story.company();
        return story.plan(
                        nanos,
                        company,
                        "OrganizationCreated",
                        data -> data.text("name", company.name())
                                .text("country", company.country().code())
                                .text("city", company.city())
                                .text("currency", company.tender().currency())
                                .text("owner", company.owner().userId())
                                .text("plan", Plan.TRIAL.text())
                                .number("members", 1))
                .by(company.owner())
                .because(cause)
                .tagged("plan", Plan.TRIAL.text());
    }

    private void change(Story story, Person person, long nanos, @Nullable Happening cause) {
        int what = chance.below(3);
        String title = title(person);
        String phone = "+33 6 39 98 " + (10 + chance.below(90)) + " " + (10 + chance.below(90));
        String mails = chance.of("all", "important", "none");
        story.plan(nanos, person, "UserProfileChanged", data -> {
                    if (what == 0) {
                        data.text("jobTitle", title);
                    } else if (what == 1 && person.country().code().equals("FR")) {
                        data.text("phone", phone);
                    } else {
                        data.object(
                                "preferences",
                                choice -> choice.text("notifications", mails)
                                        .text("theme", what == 1 ? "dark" : "light"));
                    }
                })
                .by(person)
                .because(cause);
    }

    private String title(Person person) {
        return person.country().isFrench()
                ? chance.of(
                        "Responsable informatique",
                        "Comptable",
                        "Chef·fe de projet",
                        "Analyste",
                        "Juriste",
                        "Stagiaire")
                : chance.of("Founder", "Developer", "Project manager", "Accountant", "Site reliability engineer");
    }
}
