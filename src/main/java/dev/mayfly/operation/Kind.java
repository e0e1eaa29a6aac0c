package dev.mayfly.operation;

/** The kind of an operation. */
public enum Kind {
    /** Fills a store with events from elsewhere, or appends them. */
    IMPORT("import", true),
    /** Rebuilds the states of a projection. */
    REBUILD("rebuild", false),
    /** Frees memory. */
    OPTIMISE("optimise", false),
    /** Fills a store with generated events. */
    SAMPLE("sample", true);

    private final String word;
    private final boolean bringsEvents;

    Kind(String word, boolean bringsEvents) {
        this.word = word;
        this.bringsEvents = bringsEvents;
    }

    /** Returns its name in answers. */
    public String word() {
        return word;
    }

    /** Returns whether it adds events to a store, so that something is lost if it is cut short. */
    public boolean bringsEvents() {
        return bringsEvents;
    }
}
