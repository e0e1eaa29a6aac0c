package dev.mayfly.dump.http;

import dev.mayfly.dump.DumpReader;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.http.body.BodySink;
import dev.mayfly.operation.Course;

/** A sink that reads the events of a body, and adds them to a store once the body has ended. */
abstract class DumpSink implements BodySink<Imported> {
    private final DumpReader reader;
    private final Course course;

    /**
     * Makes a sink.
     *
     * @param course receives the number of events that have been read
     * @param reader the reader of the body; it is closed with the sink
     */
    DumpSink(Course course, DumpReader reader) {
        this.course = course;
        this.reader = reader;
    }

    /**
     * Returns the target for the only store of a text.
     *
     * @param stores the number of stores in the text
     * @throws InvalidInputException if there are several
     */
    static Import single(int stores, Import target) {
        if (stores > 1) {
            throw InvalidInputException.invalid("", "holds " + stores + " stores; import one at a time");
        }
        return target;
    }

    /**
     * Checks what has been read so far; called after each piece and at the end.
     *
     * @throws RuntimeException the problem that the request is answered with
     */
    void check(DumpReader read) {}

    /**
     * Adds the events to the store, once all have been read.
     *
     * @throws RuntimeException the problem that the request is answered with
     */
    abstract Imported commit(DumpReader read);

    /** Releases the target of the events. */
    abstract void closeTarget();

    @Override
    public final void take(byte[] bytes, int offset, int length) {
        reader.read(bytes, offset, length);
        follow();
    }

    @Override
    public final Imported end() {
        reader.end();
        follow();
        return commit(reader);
    }

    @Override
    public final Course course() {
        return course;
    }

    @Override
    public final void close() {
        reader.close();
        closeTarget();
    }

    private void follow() {
        check(reader);
        long announced = reader.announcedEvents();
        course.at(reader.events(), announced < 0 ? Progress.UNKNOWN : announced);
    }
}
