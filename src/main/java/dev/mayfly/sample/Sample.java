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
 * The events of a sample, batch by batch in order of time.
 *
 * <p>Stories start one after another, and each is planned as a whole. The next one starts at the time by which the
 * distribution expects as many events as have been planned, so that the total is as requested. Planned events wait
 * until no story can start before them, so only current stories are in memory, not past ones. For one thread at a time.
 */
public final class Sample {
    private static final int BATCH = 1000;
    private static final int BATCH_BYTES = 512 * BATCH;
    /** The fraction of the distance to the plan that the next story makes up for. */
    private static final double PULL = 0.5;

    /** The fraction of all activity that has taken place when the business opens. */
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

    /** Makes the sample with these options, starting at its first event. */
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

    /** Returns the next events, with their places in an initially empty log, or null if there are no more. */
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

    /** Sets the start of the next story, after one with {@code events} events. */
    private void advance(int events) {
        double goal = reached + events * chance.pause();
        reached = Math.max(reached, goal + PULL * (plannedEvents - goal));
        double part = reached / options.events();
        // Late stories still start before the end, and not all at once.
        long leftNanos = options.toNanos() - nextNanos;
        nextNanos =
                part < 1 ? Math.max(nextNanos, rush.at(part)) : nextNanos + (long) (leftNanos * chance.fraction() / 8);
    }
}
