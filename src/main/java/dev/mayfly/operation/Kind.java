package dev.mayfly.operation;

/** What an operation does. */
public enum Kind {
    /** Fills a store with events from elsewhere, or appends them. */
    IMPORT("import", true),
    /** Rebuilds the states of a projection. */
    REBUILD("rebuild", false),
    /** Frees memory. */
    OPTIMISE("optimise", false),
    /** Fills a store with events that are made up. */
    SAMPLE("sample", true);

    private final String word;
    private final boolean bringsEvents;

    Kind(String word, boolean bringsEvents) {
        this.word = word;
        this.bringsEvents = bringsEvents;
    }

    /** Returns the word that it is shown as. */
    public String word() {
        return word;
    }

    /** Returns whether it brings events into a store, so that something is lost when it is cut short. */
    public boolean bringsEvents() {
        return bringsEvents;
    }
}
