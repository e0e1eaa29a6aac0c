package dev.mayfly.http.work;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mayfly.event.json.JsonWriter;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.operation.Operation;
import dev.mayfly.operation.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Writes operations as JSON. */
final class OperationText {
    private OperationText() {}

    /** Returns operations as a list. */
    static byte[] of(List<Operation> all) {
        return JsonWriter.text(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("operations");
            for (Operation each : all) {
                write(each, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** Returns an operation. */
    static byte[] of(Operation operation) {
        return JsonWriter.text(out -> write(operation, out));
    }

    private static void write(Operation operation, JsonGenerator out) throws IOException {
        Operation.Report report = operation.report();
        out.writeStartObject();
        out.writeStringField("id", operation.id());
        out.writeStringField("kind", operation.kind().word());
        out.writeStringField("store", operation.store());
        out.writeStringField("path", operation.path());
        out.writeStringField("status", report.status());
        out.writeNumberField("done", report.done());
        if (report.total() == Progress.UNKNOWN) {
            out.writeNullField("total");
        } else {
            out.writeNumberField("total", report.total());
        }
        JsonWriter.time(out, "startedAt", operation.startedAt());
        Instant finishedAt = report.finishedAt();
        if (finishedAt != null) {
            JsonWriter.time(out, "finishedAt", finishedAt);
        }
        if (report.outcome() instanceof Outcome.Done done && done.result() != null) {
            JsonWriter.raw(out, "result", done.result());
        } else if (report.outcome() instanceof Outcome.Failed failed) {
            JsonWriter.raw(out, "problem", failed.problem());
        } else if (report.outcome() instanceof Outcome.Cancelled cancelled) {
            out.writeStringField("reason", cancelled.reason());
        }
        out.writeEndObject();
    }
}
