package dev.mayfly.eventstore.append;

import dev.mayfly.event.EventBatch;
import dev.mayfly.eventstore.prefix.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to append a batch of events, all or none.
 *
 * @param events at least one event
 * @param expectations the expected versions of some aggregates; all others may be at any version
 * @param condition the condition on the log, or null for none
 * @param authority what its author may do
 * @param work the budget that checking it is paid from
 * @param imported whether the events come from the export of a store, where they may have been redacted
 */
public record Append(
        EventBatch events,
        List<Expectation> expectations,
        @Nullable AppendCondition condition,
        Authority authority,
        Work work,
        boolean imported) {
    /** Checks that the batch has an event, and copies the expectations. */
    public Append {
        if (events.size() == 0) {
            throw new IllegalArgumentException("an append needs at least one event");
        }
        expectations = List.copyOf(expectations);
    }

    /** Makes an append whose check is not limited. */
    public Append(
            EventBatch events,
            List<Expectation> expectations,
            @Nullable AppendCondition condition,
            Authority authority) {
        this(events, expectations, condition, authority, Work.UNLIMITED, false);
    }

    /** Makes the append of a client. */
    public Append(EventBatch events, List<Expectation> expectations, @Nullable AppendCondition condition) {
        this(events, expectations, condition, Authority.CLIENT);
    }

    /** Returns the same append by an author with the given authority. */
    public Append by(Authority author) {
        return new Append(events, expectations, condition, author, work, imported);
    }

    /** Returns the same append, of events that come from the export of a store. */
    public Append ofImport() {
        return new Append(events, expectations, condition, authority, work, true);
    }

    /** Returns the same append, whose checks are paid for from a budget. */
    public Append within(Work budget) {
        AppendCondition given = condition;
        AppendCondition paid = given == null
                ? null
                : new AppendCondition(given.failIfEventsMatch(), given.after(), given.incarnation(), budget);
        return new Append(events, expectations, paid, authority, budget, imported);
    }

    /** Returns an unconditional append. */
    public static Append of(EventBatch events) {
        return new Append(events, List.of(), null);
    }

    /** Returns an append that expects one aggregate to be at a version. */
    public static Append expecting(EventBatch events, String aggregateId, ExpectedVersion version) {
        return new Append(events, List.of(new Expectation(aggregateId, version)), null);
    }
}
