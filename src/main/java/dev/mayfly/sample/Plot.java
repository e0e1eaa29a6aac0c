package dev.mayfly.sample;

import dev.mayfly.sample.company.Chance;
import dev.mayfly.sample.company.Company;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The choice of the next story. */
final class Plot {
    private static final int EVENTS_A_PERSON = 40;
    /** One in this many of a day's events starts a workflow that fails in an outage. */
    private static final int EVENTS_A_FAILING = 8;

    private static final int MOST_FAILING = 200;
    private static final int EVENTS_A_CUSTOMER_AND_MONTH = 20;

    private final Business business;
    private final Chance chance;
    private final int events;
    private final int eventsADay;
    private final int mostCustomers;
    private final People people;
    private final Workflows workflows;
    private final Resources resources;
    private final Billing billing;
    private final Orders orders;
    private final Support support;
    private final List<Kind> kinds;
    private final int weights;

    /** Plans a story, or returns null if no story of its kind is possible at that time. */
    @FunctionalInterface
    private interface Teller {
        @Nullable
        Story tell(long nanos);
    }

    /** A kind of story, chosen in proportion to its weight. */
    private record Kind(int weight, Teller teller) {}

    Plot(Business business, SampleOptions options) {
        this.business = business;
        this.chance = business.chance();
        this.events = options.events();
        this.eventsADay = events / options.days();
        this.mostCustomers = Math.max(1, events / (EVENTS_A_CUSTOMER_AND_MONTH * (1 + options.days() / 30)));
        this.people = new People(business);
        this.workflows = new Workflows(business);
        this.resources = new Resources(business);
        this.billing = new Billing(business);
        this.orders = new Orders(business);
        this.support = new Support(business);
        this.kinds = List.of(
                new Kind(56, workflows::deployment),
                new Kind(26, workflows::scheduled),
                new Kind(22, resources::provisioning),
                new Kind(13, resources::resizing),
                new Kind(7, resources::release),
                new Kind(52, orders::order),
                new Kind(14, billing::planChange),
                new Kind(4, billing::paymentMethod),
                new Kind(17, people::profile),
                new Kind(2, people::departure),
                new Kind(19, support::ticket),
                new Kind(6, support::key),
                new Kind(1, support::move));
        this.weights = kinds.stream().mapToInt(Kind::weight).sum();
    }

    /** Returns the first story. */
    Story opening(long nanos) {
        return people.opening(nanos);
    }

    /** Returns the next story, which starts at a time, after {@code planned} events have been planned. */
    Story next(long nanos, int planned) {
        double share = 0.15 + 0.85 * planned / events;
        if (business.people() < share * events / EVENTS_A_PERSON
                || business.customers().isEmpty()) {
            boolean more = business.customers().size() < mostCustomers && chance.percent(65);
            return more || business.customers().isEmpty() ? people.signUp(nanos) : people.invite(nanos);
        }
        Story story = any().tell(nanos);
        return story == null ? workflows.deployment(nanos) : story;
    }

    /** Returns the stories of an outage: its handling, and failures of scheduled work. */
    List<Story> outage(Outage outage) {
        List<Story> stories = new ArrayList<>();
        stories.add(support.outage(outage));
        int failing = Math.min(MOST_FAILING, 1 + eventsADay / EVENTS_A_FAILING);
        for (int i = 0; i < failing; i++) {
            stories.add(workflows.scheduled(chance.between(outage.startNanos(), outage.endNanos() - Times.MINUTE)));
        }
        return stories;
    }

    /** Returns the stories of all customers' monthly invoices. */
    List<Story> billing(long nanos) {
        List<Story> stories = new ArrayList<>();
        long atNanos = nanos;
        for (Company company : business.customers()) {
            if (billing.isBilled(company, nanos)) {
                atNanos += chance.between(300 * Times.MILLI, 3 * Times.SECOND);
                stories.add(billing.monthly(company, atNanos));
            }
        }
        return stories;
    }

    private Teller any() {
        int at = chance.below(weights);
        int i = 0;
        while (at >= kinds.get(i).weight()) {
            at -= kinds.get(i).weight();
            i++;
        }
        return kinds.get(i).teller();
    }
}
