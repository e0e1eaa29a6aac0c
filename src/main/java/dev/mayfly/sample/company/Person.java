package dev.mayfly.sample.company;

import dev.mayfly.sample.company.Names.Name;

/** A user. */
public final class Person extends Subject {
    private final Name name;
    private final Country country;
    private final String email;
    private final long thereNanos;
    private long busyNanos;
    private boolean gone;
    private boolean secured;

    /**
     * Makes a user.
     *
     * @param thereNanos when they can start to act for their organisation
     */
    public Person(Name name, Country country, String domain, long thereNanos) {
        super("User", () -> "user-" + name.id());
        this.name = name;
        this.country = country;
        this.email = name.mailbox() + "@" + domain;
        this.thereNanos = thereNanos;
        this.busyNanos = thereNanos;
    }

    /** Returns their id in the metadata of their events. */
    public String userId() {
        return name.id();
    }

    public String name() {
        return name.text();
    }

    public Country country() {
        return country;
    }

    public String email() {
        return email;
    }

    /** Records that they act at a time. */
    public void actsAt(long nanos) {
        busyNanos = Math.max(busyNanos, nanos);
    }

    /** Returns whether they can act at a time. */
    boolean isThereAt(long nanos) {
        return !gone && thereNanos < nanos;
    }

    /** Returns whether they have nothing left to do at a time. */
    boolean isIdleAt(long nanos) {
        return isThereAt(nanos) && busyNanos < nanos;
    }

    /** Records that they leave; they must be idle. */
    public void leave() {
        gone = true;
    }

    /** Records that they request a second factor, and returns whether it is the first time. */
    public boolean secure() {
        boolean first = !secured;
        secured = true;
        return first;
    }
}
