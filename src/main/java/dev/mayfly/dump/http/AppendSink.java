package dev.mayfly.dump.http;

import dev.mayfly.dump.AppendingImport;
import dev.mayfly.dump.DumpReader;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.operation.Course;

/** A sink that appends the events of a body to a store once the body has ended. */
final class AppendSink extends DumpSink {
    private final EventStore store;
    private final AppendingImport target;
    private final Runnable whenClosed;

    /**
     * Makes a sink.
     *
     * @param course receives the number of events that have been read
     * @param eventBytes the most bytes of one event as a client may send it
     * @param heldBytes the most bytes of events to hold in memory
     * @param whenClosed called once, when the sink is closed
     */
    AppendSink(Course course, EventStore store, int eventBytes, long heldBytes, Runnable whenClosed) {
        this(course, store, eventBytes, new AppendingImport(store, heldBytes), whenClosed);
    }

    private AppendSink(Course course, EventStore store, int eventBytes, AppendingImport target, Runnable whenClosed) {
        super(course, new DumpReader(eventBytes, false, (name, stores) -> single(stores, target)));
        this.store = store;
        this.target = target;
        this.whenClosed = whenClosed;
    }

    @Override
    Imported commit(DumpReader read) {
        read.commit();
        AppendResult result = target.result();
        if (result == null) {
            return new Imported(0, store.prefix().position(), false);
        }
        if (result instanceof AppendResult.Appended appended) {
            long count = appended.lastPosition() - appended.firstPosition() + 1;
            return new Imported(count, appended.lastPosition(), appended.replayed());
        }
        if (result instanceof AppendResult.Unfit unfit) {
            throw AppendProblems.unfit(unfit.at(read::lineOf), "line").exception();
        }
        Problem problem = AppendProblems.problem(result, false, index -> "");
        int index = target.refusedIndex();
        throw (index < 0 ? problem : problem.with("line", read.lineOf(index))).exception();
    }

    @Override
    void closeTarget() {
        whenClosed.run();
    }
}
