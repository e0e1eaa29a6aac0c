package dev.mayfly.dump.http;

import dev.mayfly.dump.AppendingImport;
import dev.mayfly.dump.DumpReader;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.http.body.BodySink;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.operation.Course;

/** Appends the events of a body to a store when the body has ended. */
final class AppendSink implements BodySink<Imported> {
    private final EventStore store;
    private final AppendingImport target;
    private final DumpReader reader;
    private final Course course;
    private final Runnable whenClosed;

    /**
     * Makes a sink.
     *
     * @param course receives the number of events that have been read
     * @param eventBytes the most bytes of one event as a client may send it
     * @param heldBytes the most bytes of events that are held
     * @param whenClosed called once
     */
    AppendSink(Course course, EventStore store, int eventBytes, long heldBytes, Runnable whenClosed) {
        this.course = course;
        this.store = store;
        this.target = new AppendingImport(store, heldBytes);
        this.reader = new DumpReader(eventBytes, false, (name, stores) -> ImportSink.single(stores, target));
        this.whenClosed = whenClosed;
    }

    @Override
    public void take(byte[] bytes, int offset, int length) {
        reader.read(bytes, offset, length);
        ImportSink.follow(course, reader);
    }

    @Override
    public Imported end() {
        reader.end();
        ImportSink.follow(course, reader);
        reader.commit();
        AppendResult result = target.result();
        if (result == null) {
            return new Imported(0, store.prefix().position(), false);
        }
        if (result instanceof AppendResult.Appended appended) {
            long count = appended.lastPosition() - appended.firstPosition() + 1;
            return new Imported(count, appended.lastPosition(), appended.replayed());
        }
        Problem problem = AppendProblems.problem(result, false, index -> "");
        int index = target.refusedIndex();
        throw (index < 0 ? problem : problem.with("line", reader.lineOf(index))).exception();
    }

    @Override
    public Course course() {
        return course;
    }

    @Override
    public void close() {
        reader.close();
        whenClosed.run();
    }
}
