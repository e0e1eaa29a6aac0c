package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.index.Key;
import dev.mayfly.eventstore.index.KeyTable;
import dev.mayfly.eventstore.index.Postings;
import dev.mayfly.eventstore.index.TimeIndex;
import dev.mayfly.eventstore.memory.MemoryMeter;
import dev.mayfly.eventstore.memory.UndoCount;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.UUID;

/**
 * The log with all that is derived from it at once: columns, records, indexes, and the position up to which they may be
 * read.
 *
 * <p>The writer fills in a batch behind the head and then moves the head by one release store. A reader takes the head
 * once and looks at nothing beyond it. Everything that a reader can meet on the way either carries a position, by which
 * it passes over what is beyond, or does not change any more.
 */
final class EventLog {
    /** The row of {@link #births}. */
    static final int BIRTHS = 1;

    private static final VarHandle HEAD;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(EventLog.class, "head", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final MemoryMeter meter = new MemoryMeter();
    final UndoCount undos = new UndoCount();
    final String incarnation;
    final long seed;
    final Columns columns;
    final EventIdTable ids;
    final Postings byType = new Postings(meter, undos);
    final Postings byAggregateType = new Postings(meter, undos);
    final Postings byAggregate = new Postings(meter, undos);
    final Postings byCorrelation = new Postings(meter, undos);
    final Postings byOrganization = new Postings(meter, undos);
    final Postings byUser = new Postings(meter, undos);
    final Postings byTag = new Postings(meter, undos);
    /** One row: the first events of the aggregates. */
    final Postings births = new Postings(meter, undos);

    final Causes causes;
    final TimeIndex time;
    /** Built by the searches that need it; it counts its own memory. */
    final TextIndex text;

    private final List<KeyTable> dictionaries;
    private final List<Postings> postings =
            List.of(byType, byAggregateType, byAggregate, byCorrelation, byOrganization, byUser, byTag, births);

    @SuppressWarnings("unused") // read and written through HEAD
    private int head;

    /** Returns an empty log with an incarnation of its own, that may take so many bytes with its indexes. */
    static EventLog empty(long limitBytes) {
        return new EventLog(newIncarnation(), UUID.randomUUID().getMostSignificantBits(), limitBytes);
    }

    /**
     * Makes an empty log.
     *
     * @param incarnation the id of its history
     * @param seed the number that keys are hashed with
     * @param limitBytes the most bytes that it may take with its indexes
     */
    private EventLog(String incarnation, long seed, long limitBytes) {
        this.incarnation = incarnation;
        this.seed = seed;
        this.columns = new Columns(meter, seed);
        this.dictionaries = columns.dictionaries();
        this.ids = new EventIdTable(meter, columns, seed);
        this.causes = new Causes(meter, columns.cause, undos);
        this.time = new TimeIndex(meter, columns.timestamp, undos);
        this.text = new TextIndex(columns, meter, limitBytes);
    }

    private static String newIncarnation() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** Returns the bytes that everything takes. */
    long usedBytes() {
        return meter.usedBytes() + text.usedBytes();
    }

    /** Returns the last position that may be read. */
    int head() {
        return (int) HEAD.getAcquire(this);
    }

    /** Lets everything up to a position be read. Writer only. */
    void publish(int position) {
        for (int i = 0; i < dictionaries.size(); i++) {
            dictionaries.get(i).publish();
        }
        for (int i = 0; i < postings.size(); i++) {
            postings.get(i).publish();
        }
        HEAD.setRelease(this, position);
    }

    /** Returns the dictionaries. */
    List<KeyTable> dictionaries() {
        return dictionaries;
    }

    /** Returns all postings. */
    List<Postings> postings() {
        return postings;
    }

    /** Returns a key of a text, hashed as this log does. */
    Key key(String text) {
        return Key.of(text, seed);
    }

    /** Returns when the event at a position was recorded, in nanoseconds since 1970. */
    long recordedAt(int position) {
        return columns.timestamp.get(position)
                + new RecordView(columns.records, columns.recordAddress(position)).recordedDistance;
    }
}
