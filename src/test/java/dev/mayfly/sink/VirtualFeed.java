package dev.mayfly.sink;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.subscription.CatchUpReader;
import dev.mayfly.subscription.Step;
import dev.mayfly.subscription.Subscriber;
import java.util.random.RandomGenerator;

/** A subscription on a virtual loop, which is told when the log has grown. */
final class VirtualFeed implements Feed {
    private final CatchUpReader reader;
    private final Subscriber subscriber;
    private final VirtualLoop loop;
    private final RandomGenerator random;
    private boolean caughtUp;
    private boolean waiting;
    private boolean closed;
    private int requests;

    VirtualFeed(
            EventStore store,
            Criteria criteria,
            Checkpoint after,
            Subscriber subscriber,
            VirtualLoop loop,
            RandomGenerator random) {
        this.reader = new CatchUpReader(store, criteria, after);
        this.subscriber = subscriber;
        this.loop = loop;
        this.random = random;
    }

    @Override
    public void request() {
        requests++;
        later();
    }

    /** Tells it that the log has grown, or is another one. */
    void grown() {
        if (waiting) {
            waiting = false;
            later();
        }
    }

    /** Returns how many steps were asked for. */
    int requests() {
        return requests;
    }

    boolean isClosed() {
        return closed;
    }

    private void later() {
        loop.after(random.nextLong(1_000_000), this::give);
    }

    private void give() {
        if (closed) {
            return;
        }
        Step step = reader.next();
        if (step instanceof Step.CaughtUp && caughtUp) {
            waiting = true;
            return;
        }
        caughtUp = step instanceof Step.CaughtUp;
        subscriber.next(step);
    }

    @Override
    public void close() {
        closed = true;
    }
}
