package dev.mayfly.bench;

import dev.mayfly.event.EventBatch;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.log.EmbeddedEventStore;

/** Our own engine, with all its indexes. */
public final class MayflyEngine implements Engine {
    private static final long LIMIT_BYTES = 8L << 30;

    private final EmbeddedEventStore store = new EmbeddedEventStore("bench", LIMIT_BYTES, TimeSource.SYSTEM);

    @Override
    public Object prepare(EventBatch event) {
        return Append.of(event);
    }

    @Override
    public void append(Object event) {
        AppendResult result = store.append((Append) event).toCompletableFuture().join();
        if (!(result instanceof AppendResult.Appended)) {
            throw new IllegalStateException(result.toString());
        }
    }
}
