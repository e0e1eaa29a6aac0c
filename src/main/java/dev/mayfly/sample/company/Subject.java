package dev.mayfly.sample.company;

import org.jspecify.annotations.Nullable;

/** An aggregate that events are about. It gets its id with its first event, so that numbers follow time. */
public class Subject {
    private final String type;
    private final Naming naming;
    private @Nullable String id;
    private int version;

    /** A generator of ids. */
    @FunctionalInterface
    public interface Naming {
        /** Returns a new id. */
        String next();
    }

    /** Makes a subject without events. */
    public Subject(String type, Naming naming) {
        this.type = type;
        this.naming = naming;
    }

    /** Returns the aggregate's type. */
    public final String type() {
        return type;
    }

    /** Returns the aggregate's id. */
    public final String id() {
        String known = id;
        if (known == null) {
            known = naming.next();
            id = known;
        }
        return known;
    }

    /** Returns the version of the next event, increasing by one with each call. */
    public final int nextVersion() {
        return ++version;
    }
}
