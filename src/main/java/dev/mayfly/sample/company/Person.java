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
     * @param thereNanos from when on they can do something for their organisation
     */
    public Person(Name name, Country country, String domain, long thereNanos) {
        super("User", () -> "user-" + name.id());
        this.name = name;
        this.country = country;
        this.email = name.mailbox() + "@" + domain;
        this.thereNanos = thereNanos;
        this.busyNanos = thereNanos;
    }

    /** Returns what stands in the metadata of what they do. */
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

    /** Notes that they do something at a time. */
    public void actsAt(long nanos) {
        busyNanos = Math.max(busyNanos, nanos);
    }

    /** Returns whether they can do something at a time. */
    boolean isThereAt(long nanos) {
        return !gone && thereNanos < nanos;
    }

    /** Returns whether everything that they do has been done before a time. */
    boolean isIdleAt(long nanos) {
        return isThereAt(nanos) && busyNanos < nanos;
    }

    /** Notes that they leave, when they are idle. */
    public void leave() {
        gone = true;
    }

    /** Returns whether this is the first time that they ask for a second factor. */
    public boolean secure() {
        boolean first = !secured;
        secured = true;
        return first;
    }
}
