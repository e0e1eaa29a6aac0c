package dev.mayfly.sample.company;

import java.util.Locale;

/** What an organisation has subscribed to. */
public enum Plan {
    /** The first weeks. */
    TRIAL(0),
    /** For one person. */
    STARTER(19_00),
    /** For a few. */
    TEAM(59_00),
    /** For many. */
    BUSINESS(149_00);

    private final long euroCents;

    Plan(long euroCents) {
        this.euroCents = euroCents;
    }

    /** Returns what a month of it costs, in cents of a euro and without tax. */
    public long euroCents() {
        return euroCents;
    }

    /** Returns how it is written in events. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns how it is written in invoices. */
    public String title() {
        return name().charAt(0) + text().substring(1);
    }

    /** Returns the next larger plan, or this one if it is the largest. */
    public Plan larger() {
        return values()[Math.min(ordinal() + 1, values().length - 1)];
    }

    /** Returns the next smaller plan that is paid for. */
    public Plan smaller() {
        return values()[Math.max(ordinal() - 1, 1)];
    }
}
