package dev.mayfly.sample.company;

import dev.mayfly.sample.company.Names.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An organisation: a customer, or the business itself. */
public final class Company extends Subject {
    private static final int TRIES = 4;

    private final Name name;
    private final Country country;
    private final String city;
    private final int weight;
    private final long createdNanos;
    private final Person owner;
    private final List<Person> members = new ArrayList<>();
    private final List<Resource> resources = new ArrayList<>();
    private final List<String> applications;
    private int memberCount = 1;
    private int keys;
    private int revokedKeys;
    private long keysBusyNanos;
    private Plan plan = Plan.TRIAL;

    /**
     * Makes an organisation with one member.
     *
     * @param weight how active it is, relative to others
     * @param createdNanos when it starts to exist and its members can act for it
     */
    public Company(
            Name name,
            Country country,
            String city,
            int weight,
            List<String> applications,
            Person owner,
            long createdNanos) {
        super("Organization", () -> "organization-" + name.id());
        this.name = name;
        this.country = country;
        this.city = city;
        this.weight = weight;
        this.applications = applications;
        this.owner = owner;
        this.createdNanos = createdNanos;
        members.add(owner);
    }

    /** Returns its id in the metadata of its events. */
    public String organizationId() {
        return name.id();
    }

    public String name() {
        return name.text();
    }

    /** Returns its mail domain. */
    public String domain() {
        return name.id() + ".example";
    }

    public Country country() {
        return country;
    }

    public Tender tender() {
        return country.tender();
    }

    public String city() {
        return city;
    }

    public int weight() {
        return weight;
    }

    public Person owner() {
        return owner;
    }

    /** Returns the applications that it runs. */
    public List<String> applications() {
        return applications;
    }

    public boolean isThereAt(long nanos) {
        return createdNanos < nanos;
    }

    public Plan plan() {
        return plan;
    }

    public void changePlan(Plan next) {
        plan = next;
    }

    /** Adds a member, who can act for it once registered. */
    public void add(Person member) {
        members.add(member);
    }

    /** Removes a member who leaves. */
    public void remove(Person member) {
        members.remove(member);
    }

    /** Returns a person who can act at a time. */
    public Person anyone(long nanos, Chance chance) {
        for (int i = 0; i < TRIES; i++) {
            Person member = members.get(chance.below(members.size()));
            if (member.isThereAt(nanos)) {
                return member;
            }
        }
        return owner;
    }

    /** Returns a person other than the given one, if there is one. */
    public Person anyoneBut(Person not, long nanos, Chance chance) {
        Person other = anyone(nanos, chance);
        return other == not ? anyone(nanos, chance) : other;
    }

    /** Returns a member other than the owner with nothing left to do, or null. */
    @Nullable
    public Person idleMember(long nanos, Chance chance) {
        for (int i = 0; i < TRIES; i++) {
            Person member = members.get(chance.below(members.size()));
            if (member != owner && member.isIdleAt(nanos)) {
                return member;
            }
        }
        return null;
    }

    /** Adds a resource. */
    public void add(Resource resource) {
        resources.add(resource);
    }

    /** Removes a resource that is released. */
    public void remove(Resource resource) {
        resources.remove(resource);
    }

    /** Returns a resource for which nothing is planned from a time on, or null. */
    @Nullable
    public Resource idleResource(long nanos, Chance chance) {
        for (int i = 0; i < TRIES && !resources.isEmpty(); i++) {
            Resource resource = resources.get(chance.below(resources.size()));
            if (resource.isIdleAt(nanos)) {
                return resource;
            }
        }
        return null;
    }

    /** Returns the number of resources, including planned ones. */
    public int resourceCount() {
        return resources.size();
    }

    /** Counts a member who joins, when it happens, and returns the number of members. */
    public int join() {
        return ++memberCount;
    }

    /** Counts a member who leaves, when it happens, and returns the number of members. */
    public int part() {
        return --memberCount;
    }

    /** Returns the number of a new key, created at a time. */
    public int newKey(long nanos) {
        keysBusyNanos = nanos;
        return ++keys;
    }

    /** Revokes the oldest key at a time and returns its number; 0 if there is none. */
    public int oldestKey(long nanos) {
        return revokedKeys < keys && keysBusyNanos < nanos ? ++revokedKeys : 0;
    }
}
