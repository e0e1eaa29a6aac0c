package dev.mayfly.projection;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.subscription.Step;
import dev.mayfly.subscription.Subscriber;
import dev.mayfly.subscription.Subscription;
import dev.mayfly.subscription.Subscriptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A wake that uses a subscription without matching events: it learns whenever the log grows, at no cost to the
 * appending thread.
 */
final class SubscriptionWake implements Wake, Subscriber {
    private static final Criteria NOTHING =
            Criteria.builder().after(Long.MAX_VALUE).build();
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Subscriptions subscriptions;
    private final EventStore store;
    private final ProjectionWorkers workers;
    private final Runnable task;
    private volatile @Nullable Subscription subscription;

    SubscriptionWake(Subscriptions subscriptions, EventStore store, ProjectionWorkers workers, Runnable task) {
        this.subscriptions = subscriptions;
        this.store = store;
        this.workers = workers;
        this.task = task;
    }

    @Override
    public void beyond(Checkpoint checkpoint) {
        Subscription open = subscription;
        if (open == null) {
            open = subscriptions.open(store, NOTHING, checkpoint, this, workers.executor());
            subscription = open;
        }
        open.request();
    }

    @Override
    public void rest() {
        Subscription open = subscription;
        subscription = null;
        if (open != null) {
            var unused = open.close();
        }
    }

    @Override
    public void next(Step step) {
        task.run();
    }

    @Override
    public void passed(Checkpoint checkpoint) {
        task.run();
    }

    @Override
    public void failed(Throwable failure) {
        subscription = null;
        workers.pauses().after(AFTER_FAILURE, task);
    }
}
