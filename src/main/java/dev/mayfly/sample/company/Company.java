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
     * @param weight how much goes on there, compared with others
     * @param createdNanos when it is known and its members can do something for it
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

    /** Returns what stands in the metadata of what happens there. */
    public String organizationId() {
        return name.id();
    }

    public String name() {
        return name.text();
    }

    /** Returns where its mail goes. */
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

    /** Returns what it runs. */
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

    /** Adds a member, who can do something for it from when they are registered on. */
    public void add(Person member) {
        members.add(member);
    }

    /** Removes a member who leaves. */
    public void remove(Person member) {
        members.remove(member);
    }

    /** Returns somebody who can do something at a time. */
    public Person anyone(long nanos, Chance chance) {
        for (int i = 0; i < TRIES; i++) {
            Person member = members.get(chance.below(members.size()));
            if (member.isThereAt(nanos)) {
                return member;
            }
        }
        return owner;
    }

    /** Returns somebody else than that, if there is anybody. */
    public Person anyoneBut(Person not, long nanos, Chance chance) {
        Person other = anyone(nanos, chance);
        return other == not ? anyone(nanos, chance) : other;
    }

    /** Returns a member who is not the owner and has done everything that they do, or null. */
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

    /** Returns a resource to which nothing else happens from a time on, or null. */
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

    /** Returns how many resources there are or will be. */
    public int resourceCount() {
        return resources.size();
    }

    /** Counts a member who has come, when that happens, and returns how many there are. */
    public int join() {
        return ++memberCount;
    }

    /** Counts a member who has gone, when that happens, and returns how many there are. */
    public int part() {
        return --memberCount;
    }

    /** Returns the number of a new key, made at a time. */
    public int newKey(long nanos) {
        keysBusyNanos = nanos;
        return ++keys;
    }

    /** Returns the number of the oldest key, which is revoked then; 0 if there is none. */
    public int oldestKey(long nanos) {
        return revokedKeys < keys && keysBusyNanos < nanos ? ++revokedKeys : 0;
    }
}
