package dev.mayfly.eventstore.concurrency;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.Reading;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A store whose calls are written down in the order in which they began and ended. */
final class Recorder {
    private final EventStore store;
    private final AtomicLong order = new AtomicLong();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    Recorder(EventStore store) {
        this.store = store;
    }

    EventStore store() {
        return store;
    }

    AppendResult append(Append append) {
        long invoked = order.incrementAndGet();
        AppendResult result = Reading.append(store, append);
        calls.add(new Call(append, result, 0, invoked, order.incrementAndGet()));
        return result;
    }

    LogPrefix prefix() {
        long invoked = order.incrementAndGet();
        LogPrefix prefix = store.prefix();
        calls.add(new Call(null, null, prefix.position(), invoked, order.incrementAndGet()));
        return prefix;
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }
}
