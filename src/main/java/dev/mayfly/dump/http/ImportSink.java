package dev.mayfly.dump.http;

import dev.mayfly.dump.DumpReader;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.operation.Course;
import java.util.List;

/** A sink that fills an empty store with the events of a body once the body has ended. */
final class ImportSink extends DumpSink {
    private final Import target;

    /**
     * Makes a sink.
     *
     * @param course receives the number of events that have been read
     * @param target the target of the events; it is closed with the sink
     * @param eventBytes the most bytes of one event as a client may send it
     */
    ImportSink(Course course, Import target, int eventBytes) {
        super(course, new DumpReader(eventBytes, true, (store, stores) -> single(stores, target)));
        this.target = target;
    }

    /** Returns the problem that the store already has events. */
    static RuntimeException notEmpty() {
        return Problem.of(
                        ProblemType.STORE_NOT_EMPTY,
                        "The store already has events. Import into an empty store, or append with mode=append.")
                .exception();
    }

    @Override
    void check(DumpReader read) {
        DumpReader.Refused refused = read.refused();
        if (refused != null && refused.reason() instanceof AppendResult.Unfit unfit) {
            throw AppendProblems.unfit(unfit, "line").exception();
        }
        if (refused != null) {
            throw AppendProblems.problem(refused.reason(), false, index -> "")
                    .with("line", refused.line())
                    .exception();
        }
    }

    @Override
    Imported commit(DumpReader read) {
        List<DumpReader.Read> stores = read.commit();
        if (stores == null) {
            throw notEmpty();
        }
        long count = stores.stream().mapToLong(DumpReader.Read::events).sum();
        long last = stores.stream().mapToLong(DumpReader.Read::lastPosition).sum();
        return new Imported(count, last, false);
    }

    @Override
    void closeTarget() {
        target.close();
    }
}
