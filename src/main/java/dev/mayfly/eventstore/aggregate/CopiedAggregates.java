package dev.mayfly.eventstore.aggregate;

import dev.mayfly.eventstore.column.Columns;
import dev.mayfly.eventstore.index.Ordinals;
import dev.mayfly.eventstore.index.PostingCursor;
import dev.mayfly.eventstore.index.Postings;
import dev.mayfly.eventstore.removal.Removals;
import dev.mayfly.eventstore.removal.RemovedBirths;
import java.util.HashMap;
import java.util.Map;

/**
 * The aggregates of a log while its events are copied into another log of the same history: their ordinals there, their
 * versions, and the order in which they began. For one thread at a time.
 */
public final class CopiedAggregates {
    /**
     * One of the two logs.
     *
     * @param byAggregate the events by aggregate
     * @param births the aggregates' first events
     */
    public record Side(
            Columns columns, Removals removals, Aggregates aggregates, Postings byAggregate, Postings births) {}

    private final Side from;
    private final Side to;
    private final Ordinals ordinals;
    private final Ordinals types;
    private boolean listed;

    /**
     * Makes the aggregates of an empty copy, which keeps the versions that the log keeps.
     *
     * @param ordinals the ordinals of the aggregates in the copy
     * @param types the ordinals of their types in the copy
     */
    public CopiedAggregates(Side from, Side to, Ordinals ordinals, Ordinals types) {
        this.from = from;
        this.to = to;
        this.ordinals = ordinals;
        this.types = types;
        to.removals().gone().keepAll(from.removals().gone());
    }

    /**
     * Prepares the copy of an event, and returns the ordinal of its aggregate in the copy.
     *
     * @param theirs the ordinal of its aggregate in the log
     * @param version its version
     */
    public int copy(int theirs, int position, int version) {
        boolean isNew = ordinals.known(theirs) == 0;
        int aggregate = known(theirs);
        int copied = to.byAggregate().count(aggregate);
        if (isNew) {
            to.removals().gone().returned(from.columns().aggregates.bytes(theirs), position);
            if (listed) {
                to.births().add(Aggregates.BIRTHS, position);
            }
        } else if (listed) {
            // The events before it may be in the copy still, and those may have been removed after which it did not
            // begin again.
            boolean empty =
                    to.byAggregate().last(aggregate, position) <= to.removals().through(aggregate);
            boolean beginsAgain = from.removals().beganAgain(theirs) == position;
            if (beginsAgain) {
                to.removals().beginAgain(aggregate, position);
                to.births().add(Aggregates.BIRTHS, position);
            }
            if (beginsAgain != empty) {
                to.removals().addEmptyBirths(beginsAgain ? 1 : -1, position);
            }
        }
        to.removals().beginAfter(aggregate, version - 1, copied);
        to.removals().take(aggregate, from.removals(), theirs);
        return aggregate;
    }

    /** Returns the ordinal of an aggregate in the copy, which knows it from then on. */
    private int known(int theirs) {
        int aggregate = ordinals.of(theirs);
        to.columns()
                .aggregateType
                .set(aggregate, types.of(from.columns().aggregateType.get(theirs)));
        return aggregate;
    }

    /** Takes over what is known of an aggregate besides its events, if it has been copied. */
    public void update(int theirs) {
        int aggregate = ordinals.known(theirs);
        if (aggregate != 0) {
            to.removals().take(aggregate, from.removals(), theirs);
        }
    }

    /**
     * Removes events of an aggregate that have been removed in the log since they were copied.
     *
     * @param done the last copied position
     * @param head the last position of the log
     */
    public void reduce(int theirs, int done, int head) {
        int aggregate = ordinals.known(theirs);
        boolean emptied = from.aggregates().last(theirs, head) == 0;
        int used = emptied ? from.aggregates().usedVersion(theirs, head) : 0;
        if (aggregate != 0) {
            to.aggregates().removeUpTo(aggregate, from.removals().through(theirs), done);
            if (emptied) {
                to.removals().beginAfter(aggregate, used, to.byAggregate().count(aggregate));
            }
            update(theirs);
        } else if (emptied) {
            to.removals().gone().keepById(from.columns().aggregates.bytes(theirs), used);
        }
    }

    /**
     * Lists the aggregates that have been copied in the order in which they began, and keeps the versions of those without
     * events. From then on, an aggregate is listed when its first event is copied.
     *
     * @param done the last copied position
     * @param head the last position of the log
     */
    public void list(int done, int head) {
        Map<Integer, Integer> earlier = earlierBirths(done);
        RemovedBirths.Builder removed = new RemovedBirths.Builder();
        int empties = 0;
        PostingCursor births = births(done);
        for (int position = births.next(); position != 0; position = births.next()) {
            int theirs = from.aggregates().beganAt(position);
            boolean beganLast = from.aggregates().bornAt(position) != 0;
            boolean isLast = beganLast || earlier.getOrDefault(theirs, 0) == position;
            // The events up to here of one may all be gone, while it has later ones.
            boolean continues = beganLast && from.aggregates().last(theirs, head) != 0;
            int aggregate = continues ? known(theirs) : ordinals.known(theirs);
            if (aggregate == 0) {
                reduce(theirs, done, head);
            } else if (isLast) {
                to.births().add(Aggregates.BIRTHS, position);
                empties += to.aggregates().last(aggregate, done) == 0 ? 1 : 0;
                if (to.columns().aggregate.getOrZero(position) != aggregate) {
                    removed.add(position, aggregate);
                }
            }
        }
        to.removals().bear(removed.build(), empties, done);
        listed = true;
    }

    /** Returns the last births up to a position of the aggregates that have begun again after it. */
    private Map<Integer, Integer> earlierBirths(int done) {
        Map<Integer, Integer> earlier = new HashMap<>();
        PostingCursor births = births(done);
        for (int position = births.next(); position != 0; position = births.next()) {
            int theirs = from.aggregates().beganAt(position);
            if (from.removals().beganAgain(theirs) > done) {
                earlier.put(theirs, position);
            }
        }
        return earlier;
    }

    private PostingCursor births(int done) {
        return new PostingCursor(from.births(), Aggregates.BIRTHS, 0, done, true);
    }
}
