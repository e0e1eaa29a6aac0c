package dev.mayfly.bench;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/** Axon Framework's in-memory engine, with the aggregate as each event's tag. */
public final class AxonEngine implements Engine {
    private final InMemoryEventStorageEngine engine = new InMemoryEventStorageEngine();

    @Override
    public Object prepare(EventBatch event) {
        GenericEventMessage message = new GenericEventMessage(
                event.text(0, Field.EVENT_ID),
                new MessageType(event.text(0, Field.EVENT_TYPE)),
                event.text(0, Field.DATA),
                Map.of("correlationId", event.text(0, Field.CORRELATION_ID)),
                Instant.EPOCH);
        return new GenericTaggedEventMessage<>(message, Set.of(new Tag("account", event.text(0, Field.AGGREGATE_ID))));
    }

    @Override
    public void append(Object event) {
        List<TaggedEventMessage<?>> events = List.of((TaggedEventMessage<?>) event);
        commit(engine.appendEvents(AppendCondition.none(), null, events).join());
    }

    private static <R> void commit(AppendTransaction<R> transaction) {
        R result = transaction.commit(null).join();
        transaction.afterCommit(result, null).join();
    }
}
