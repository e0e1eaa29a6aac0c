package dev.mayfly.sample;

import dev.mayfly.sample.company.Chance;
import dev.mayfly.sample.company.Company;
import dev.mayfly.sample.company.Countries;
import dev.mayfly.sample.company.Country;
import dev.mayfly.sample.company.Names;
import dev.mayfly.sample.company.Person;
import dev.mayfly.sample.company.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The state that all stories share: the customers, people and numbers so far, and what comes next. */
final class Business {
    private static final int FIRST_NUMBER = 1001;
    private static final int MOST_WEIGHT = 24;
    private static final int TRIES = 40;
    private static final List<String> APPLICATIONS =
            List.of("boutique", "site-web", "api", "planning", "facturation", "mobile", "intranet", "reservation");

    private final Chance chance;
    private final OfficeHours office;
    private final Rush rush;
    private final Names names = new Names();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Company> customers = new ArrayList<>();
    private final Company host;
    private int people;

    /**
     * Makes a business without customers.
     *
     * @param openingNanos when its own organisation starts to exist
     */
    Business(Chance chance, OfficeHours office, Rush rush, long openingNanos) {
        this.chance = chance;
        this.office = office;
        this.rush = rush;
        Person founder = person(Countries.home(), "nuage-bleu.example", openingNanos);
        this.host = new Company(
                names.named("Nuage Bleu", "Nuage Bleu"),
                Countries.home(),
                "Nantes",
                1,
                List.of("nuage"),
                founder,
                openingNanos);
    }

    Chance chance() {
        return chance;
    }

    OfficeHours office() {
        return office;
    }

    /** Returns the business's own organisation, whose members answer customers. */
    Company host() {
        return host;
    }

    /** Returns all customers, including planned ones. */
    List<Company> customers() {
        return customers;
    }

    /** Returns the number of people, including planned ones. */
    int people() {
        return people;
    }

    /** Returns a new person. */
    Person person(Country country, String domain, long thereNanos) {
        people++;
        return new Person(names.person(country, chance), country, domain, thereNanos);
    }

    /** Returns the country of a new customer; the first ones are French. */
    Country nextCountry() {
        return customers.size() < 5 ? Countries.home() : Countries.any(chance);
    }

    /** Returns the name of a new customer. */
    Names.Name companyName(Country country, String city) {
        return names.organization(country, city, chance);
    }

    /** Returns a new customer founded by a person. */
    Company newCustomer(Names.Name name, Country country, String city, Person owner, long createdNanos) {
        List<String> applications = new ArrayList<>();
        int first = chance.below(APPLICATIONS.size());
        int count = 1 + chance.below(3);
        for (int i = 0; i < count; i++) {
            applications.add(APPLICATIONS.get((first + i) % APPLICATIONS.size()));
        }
        int weight = 2 + (int) chance.mostlyLow(0, MOST_WEIGHT - 1);
        Company company = new Company(name, country, city, weight, applications, owner, createdNanos);
        customers.add(company);
        return company;
    }

    /** Returns a customer that exists at a time, busier ones more often, or the business itself if there is none. */
    Company customer(long nanos) {
        for (int i = 0; i < TRIES && !customers.isEmpty(); i++) {
            Company company = chance.of(customers);
            if (company.isThereAt(nanos) && chance.below(MOST_WEIGHT + 1) < company.weight()) {
                return company;
            }
        }
        return host;
    }

    /** Returns whether there is an outage at a time. */
    boolean isBroken(long nanos) {
        return rush.outageAt(nanos) != null;
    }

    /** Returns when the outage at a time ends. */
    long mended(long nanos) {
        Outage outage = rush.outageAt(nanos);
        return outage == null ? nanos : outage.endNanos();
    }

    /** Starts a story. */
    Story story(String kind, Company company) {
        return new Story(number(kind), company);
    }

    /** Returns a new subject with a number in its id. */
    Subject subject(String type, String prefix) {
        return new Subject(type, () -> number(prefix));
    }

    /** Returns the name of a kind followed by its next number. */
    String number(String kind) {
        return kind + "-" + (FIRST_NUMBER - 1 + numbers.merge(kind, 1, Integer::sum));
    }

    /** Returns a time at which a person gets to do something. */
    long byHand(long nanos, long soonest, long latest) {
        return office.from(nanos + chance.mostlyLow(soonest, latest), chance);
    }

    /** Returns a time at which a machine has finished. */
    long byMachine(long nanos, long soonest, long latest) {
        return nanos + chance.rather(soonest, latest);
    }
}
