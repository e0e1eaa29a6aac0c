package dev.mayfly.bench;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.occurrent.eventstore.inmemory.InMemoryEventStore;

/** Occurrent's in-memory store, which indexes nothing. */
public final class OccurrentEngine implements Engine {
    private static final URI SOURCE = URI.create("/bench");

    private final InMemoryEventStore store = new InMemoryEventStore();

    @Override
    public Object prepare(EventBatch event) {
        return CloudEventBuilder.v1()
                .withId(event.text(0, Field.EVENT_ID))
                .withSource(SOURCE)
                .withType(event.text(0, Field.EVENT_TYPE))
                .withSubject(event.text(0, Field.AGGREGATE_ID))
                .withData("application/json", event.text(0, Field.DATA).getBytes(StandardCharsets.UTF_8))
                .build();
    }

    @Override
    public void append(Object event) {
        CloudEvent one = (CloudEvent) event;
        store.write(one.getSubject(), Stream.of(one));
    }
}
