package dev.mayfly.command;

import java.util.List;

/**
 * An aggregate's decision on a command.
 *
 * @param <R> the reasons for which a command is refused
 */
public sealed interface Decision<R> {
    /**
     * The command is carried out.
     *
     * @param facts what has happened by it, in order, at least one
     * @param <R> the reasons for which a command is refused
     */
    record Accepted<R>(List<Fact> facts) implements Decision<R> {
        /** Copies the list. */
        public Accepted {
            facts = List.copyOf(facts);
            if (facts.isEmpty()) {
                throw new IllegalArgumentException("an accepted command leads to at least one fact");
            }
        }
    }

    /**
     * The command is refused, and nothing is stored.
     *
     * @param reason why
     * @param <R> the reasons for which a command is refused
     */
    record Refused<R>(R reason) implements Decision<R> {}

    /** Returns the decision that one thing has happened. */
    static <R> Decision<R> accept(Fact fact) {
        return new Accepted<>(List.of(fact));
    }

    /** Returns the decision that the command is refused. */
    static <R> Decision<R> refuse(R reason) {
        return new Refused<>(reason);
    }
}
