package dev.mayfly.subscription;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * The subscriptions to all stores of a process. One thread wakes waiting ones; it is started by the first append that
 * matters to a subscription. Any thread may call any method.
 */
public final class Subscriptions implements AutoCloseable {
    private final ScheduledExecutorService timer;
    private final ConcurrentHashMap<EventStore, AppendSignal> signals = new ConcurrentHashMap<>();

    /** Makes an instance without subscriptions. */
    public Subscriptions() {
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mayfly-append-signal");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Returns a new subscription, which does nothing before its first {@link Subscription#request()}.
     *
     * @param criteria the criteria for events, in every history of the store
     * @param after the checkpoint after which it starts; with one of another history than the store's, it starts with a
     *     {@link Step.Reset}, and with one beyond the head, it waits for the head
     * @param executor where steps are taken; it must not run them within {@code execute}
     */
    public Subscription open(
            EventStore store, Criteria criteria, Checkpoint after, Subscriber subscriber, Executor executor) {
        CatchUpReader reader = new CatchUpReader(store, criteria, after);
        Subscription subscription = new Subscription(reader, subscriber, executor, closed -> remove(store, closed));
        signals.compute(store, (key, known) -> {
            AppendSignal signal = known == null ? new AppendSignal(key, timer) : known;
            signal.add(subscription);
            return signal;
        });
        return subscription;
    }

    /**
     * Wakes the subscriptions to a store whose {@link EventStore#incarnation()} has changed; growth of the log alone
     * does not wake them then.
     *
     * @param store the same store object with which the subscriptions were opened
     */
    public void historyChanged(EventStore store) {
        AppendSignal signal = signals.get(store);
        if (signal != null) {
            signal.tell();
        }
    }

    /** Returns how many subscriptions are open. */
    public int count() {
        return signals.values().stream()
                .mapToInt(signal -> signal.subscriptions().size())
                .sum();
    }

    /** Closes all subscriptions, without waiting for steps in progress. No more may be opened. */
    @Override
    public void close() {
        for (AppendSignal signal : signals.values()) {
            for (Subscription subscription : List.copyOf(signal.subscriptions())) {
                var unused = subscription.close();
            }
        }
        timer.shutdownNow();
    }

    private void remove(EventStore store, Subscription closed) {
        signals.computeIfPresent(store, (key, signal) -> signal.remove(closed) ? null : signal);
    }
}
