package dev.mayfly.sample.company;

import java.util.Locale;

/** The plan that an organisation subscribes to. */
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

    /** Returns its monthly price in euro cents, without tax. */
    public long euroCents() {
        return euroCents;
    }

    /** Returns its name in events. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns its name on invoices. */
    public String title() {
        return name().charAt(0) + text().substring(1);
    }

    /** Returns the next larger plan, or this one if it is the largest. */
    public Plan larger() {
        return values()[Math.min(ordinal() + 1, values().length - 1)];
    }

    /** Returns the next smaller paid plan. */
    public Plan smaller() {
        return values()[Math.max(ordinal() - 1, 1)];
    }
}
