package dev.mayfly.sample.company;

import org.jspecify.annotations.Nullable;

/** What events are about: an aggregate. It gets its id when something happens to it first, so that numbers follow time. */
public class Subject {
    private final String type;
    private final Naming naming;
    private @Nullable String id;
    private int version;

    /** Gives ids. */
    @FunctionalInterface
    public interface Naming {
        /** Returns a new id. */
        String next();
    }

    /** Makes a subject to which nothing has happened. */
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

    /** Returns the version of the next event, one more each time. */
    public final int nextVersion() {
        return ++version;
    }
}
