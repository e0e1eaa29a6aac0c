package dev.mayfly.sample;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.sample.company.Chance;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The events of a sample, batch by batch in the order of time.
 *
 * <p>Stories begin one after the other. Each is planned as a whole, and the next one begins when as large a part of all
 * events has been planned as goes on up to that time, so that there are as many as were asked for at the end. What has been
 * planned waits until no story can begin before it any more; so what is held is what is going on, not what has been. For one
 * thread at a time.
 */
public final class Sample {
    private static final int BATCH = 1000;
    private static final int BATCH_BYTES = 512 * BATCH;
    /** How much of the distance to the plan is made good by the next story. */
    private static final double PULL = 0.5;

    /** Which part of all that goes on has gone on when the business opens. */
    private static final double FIRST_PART = 0.0003;

    private final SampleOptions options;
    private final Chance chance;
    private final Rush rush;
    private final EventWriter writer;
    private final Plot plot;
    private final Queue<Long> billing;
    private final Queue<Outage> outages;
    private final PriorityQueue<Happening> planned =
            new PriorityQueue<>(Comparator.comparingLong(Happening::nanos).thenComparingLong(Happening::order));
    private int plannedEvents;
    private int writtenEvents;
    private double reached;
    private long nextNanos;

    /** Makes the sample with these options; nothing of it has been given out yet. */
    public Sample(SampleOptions options) {
        this.options = options;
        this.chance = new Chance(options.seed());
        this.writer = new EventWriter(chance.split());
        OfficeHours office = new OfficeHours();
        this.rush = new Rush(options, office, chance.split());
        this.nextNanos = rush.at(FIRST_PART);
        Business business = new Business(chance.split(), office, rush, nextNanos + Times.MINUTE);
        this.plot = new Plot(business, options);
        this.billing = new ArrayDeque<>(office.billingTimes(options.fromNanos(), options.toNanos()));
        this.outages = new ArrayDeque<>(rush.outages());
        add(plot.opening(nextNanos));
        advance(1);
    }

    /** Returns the next events, with their places in an empty log, or null if there are no more. */
    public @Nullable EventBatch next() {
        int size = Math.min(BATCH, options.events() - writtenEvents);
        if (size == 0) {
            return null;
        }
        EventBatchBuilder batch = new EventBatchBuilder(new byte[BATCH_BYTES], 0, size);
        batch.withPlaces();
        while (batch.size() < size) {
            while (plannedEvents < options.events()
                    && (planned.isEmpty() || planned.element().nanos() >= horizon())) {
                planNext();
            }
            writer.write(planned.remove(), batch);
        }
        writtenEvents += size;
        return batch.build();
    }

    /** Returns the time before which nothing more will be planned. */
    private long horizon() {
        Outage outage = outages.peek();
        Long billed = billing.peek();
        long horizon = outage == null ? nextNanos : Math.min(nextNanos, outage.startNanos());
        return billed == null ? horizon : Math.min(horizon, billed);
    }

    private void planNext() {
        Outage outage = outages.peek();
        Long billed = billing.peek();
        if (outage != null && outage.startNanos() <= nextNanos) {
            outages.remove();
            plot.outage(outage).forEach(this::add);
        } else if (billed != null && billed <= nextNanos) {
            billing.remove();
            bill(billed);
        } else {
            advance(add(plot.next(nextNanos, plannedEvents)));
        }
    }

    /** Bills all customers, unless there are too few events for as many months. */
    private void bill(long nanos) {
        double most = (rush.partAt(nanos) + 0.05) * options.events();
        List<Story> stories = plot.billing(nanos);
        for (int i = 0; i < stories.size() && plannedEvents < most; i++) {
            add(stories.get(i));
        }
    }

    private int add(Story story) {
        int before = plannedEvents;
        for (Happening happening : story.until(options.toNanos(), options.events() - plannedEvents)) {
            happening.order(plannedEvents++);
            planned.add(happening);
        }
        return plannedEvents - before;
    }

    /** Finds when the next story begins, behind one of so many events. */
    private void advance(int events) {
        double goal = reached + events * chance.pause();
        reached = Math.max(reached, goal + PULL * (plannedEvents - goal));
        double part = reached / options.events();
        // Who comes too late still comes before the end, and not all at once.
        long leftNanos = options.toNanos() - nextNanos;
        nextNanos =
                part < 1 ? Math.max(nextNanos, rush.at(part)) : nextNanos + (long) (leftNanos * chance.fraction() / 8);
    }
}
