package dev.mayfly.dump.http;

import dev.mayfly.dump.DumpReader;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.http.body.BodySink;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.operation.Course;
import java.util.List;

/** Brings the events of a body into an empty store when its end has come. */
final class ImportSink implements BodySink<Imported> {
    private final Import target;
    private final DumpReader reader;
    private final Course course;

    /**
     * Makes a sink.
     *
     * @param course receives the number of events that have been read
     * @param target what takes the events; it is closed with the sink
     * @param eventBytes the most bytes of one event as a client may send it
     */
    ImportSink(Course course, Import target, int eventBytes) {
        this.course = course;
        this.target = target;
        this.reader = new DumpReader(eventBytes, true, (store, stores) -> single(stores, target));
    }

    /** Returns what takes the only store of a text; there must be one only. */
    static Import single(int stores, Import target) {
        if (stores > 1) {
            throw InvalidInputException.invalid("", "holds " + stores + " stores; import one at a time");
        }
        return target;
    }

    @Override
    public void take(byte[] bytes, int offset, int length) {
        reader.read(bytes, offset, length);
        requireTaken();
        follow(course, reader);
    }

    @Override
    public Imported end() {
        reader.end();
        requireTaken();
        follow(course, reader);
        List<DumpReader.Read> read = reader.commit();
        if (read == null) {
            throw notEmpty();
        }
        long count = read.stream().mapToLong(DumpReader.Read::events).sum();
        return new Imported(count, count, false);
    }

    @Override
    public Course course() {
        return course;
    }

    @Override
    public void close() {
        reader.close();
        target.close();
    }

    /** Reports a reader's progress. */
    static void follow(Course course, DumpReader reader) {
        long announced = reader.announcedEvents();
        course.at(reader.events(), announced < 0 ? Progress.UNKNOWN : announced);
    }

    /** Returns the problem that a store has events. */
    static RuntimeException notEmpty() {
        return Problem.of(
                        ProblemType.STORE_NOT_EMPTY,
                        "The store already has events. Import into an empty store, or append with mode=append.")
                .exception();
    }

    private void requireTaken() {
        DumpReader.Refused refused = reader.refused();
        if (refused != null) {
            throw AppendProblems.problem(refused.reason(), false, index -> "")
                    .with("line", refused.line())
                    .exception();
        }
    }
}
