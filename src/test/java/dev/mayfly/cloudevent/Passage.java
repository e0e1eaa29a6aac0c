package dev.mayfly.cloudevent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.NewEvent;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A way into a store and out of it again. */
final class Passage {
    static final String OWN = "/mayfly";

    final EventStore store = new EmbeddedEventStore("default", 64 << 20, TimeSource.SYSTEM);
    final Intake intake = new Intake(OWN, 1 << 20);
    final Outlet outlet = new Outlet(OWN);

    static CloudEvent structured(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return CloudEventReader.structured(text, text.length);
    }

    /** Reads an event in binary mode; headers are pairs of name and value. */
    static CloudEvent binary(String body, String... headers) {
        return binary(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static CloudEvent binary(byte[] body, String... headers) {
        List<Map.Entry<String, String>> entries = new java.util.ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            entries.add(Map.entry(headers[i], headers[i + 1]));
        }
        return CloudEventReader.binary(entries, body.clone(), body.length);
    }

    /** Stores an event and returns it as it stands in the log. */
    RecordedEvent stored(CloudEvent event) {
        return append(intake.batch(List.of(event), index -> ""));
    }

    RecordedEvent stored(NewEvent event) {
        return append(EventBatch.of(event));
    }

    CloudEvent through(CloudEvent event) {
        return outlet.cloudEvent(stored(event));
    }

    CloudEvent out(NewEvent event) {
        return outlet.cloudEvent(stored(event));
    }

    private RecordedEvent append(EventBatch batch) {
        AppendResult result =
                store.append(Append.of(batch)).toCompletableFuture().join();
        assertThat(result).isInstanceOf(AppendResult.Appended.class);
        return store.prefix().event(((AppendResult.Appended) result).lastPosition());
    }
}
