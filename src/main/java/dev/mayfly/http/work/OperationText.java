package dev.mayfly.http.work;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.operation.Operation;
import dev.mayfly.operation.Outcome;
import java.time.Instant;
import java.util.List;

/** Writes operations as JSON. */
final class OperationText {
    private OperationText() {}

    /** Writes operations as a list. */
    static void write(List<Operation> all, JsonBuffer out) {
        out.ascii("{\"operations\":[");
        for (int i = 0; i < all.size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            write(all.get(i), out);
        }
        out.ascii("]}");
    }

    /** Writes an operation. */
    static void write(Operation operation, JsonBuffer out) {
        Operation.Report report = operation.report();
        out.ascii("{\"id\":").string(operation.id());
        out.ascii(",\"kind\":").string(operation.kind().word());
        out.ascii(",\"store\":").string(operation.store());
        out.ascii(",\"path\":").string(operation.path());
        out.ascii(",\"status\":").string(report.status());
        out.ascii(",\"done\":").number(report.done());
        if (report.total() == Progress.UNKNOWN) {
            out.ascii(",\"total\":null");
        } else {
            out.ascii(",\"total\":").number(report.total());
        }
        out.ascii(",\"startedAt\":").timestamp(nanos(operation.startedAt()));
        Instant finishedAt = report.finishedAt();
        if (finishedAt != null) {
            out.ascii(",\"finishedAt\":").timestamp(nanos(finishedAt));
        }
        if (report.outcome() instanceof Outcome.Done done && done.result() != null) {
            out.ascii(",\"result\":");
            raw(done.result(), out);
        } else if (report.outcome() instanceof Outcome.Failed failed) {
            out.ascii(",\"problem\":");
            raw(failed.problem(), out);
        } else if (report.outcome() instanceof Outcome.Cancelled cancelled) {
            out.ascii(",\"reason\":").string(cancelled.reason());
        }
        out.put('}');
    }

    private static void raw(RawJson json, JsonBuffer out) {
        out.put(json.array(), json.offset(), json.sizeBytes());
    }

    private static long nanos(Instant at) {
        return Rfc3339.epochNanos("at", at);
    }
}
