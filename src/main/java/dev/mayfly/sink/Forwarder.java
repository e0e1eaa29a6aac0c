package dev.mayfly.sink;

import dev.mayfly.cloudevent.CloudEvent;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.sink.Sender.Destination;
import dev.mayfly.subscription.Step;
import dev.mayfly.subscription.Subscriber;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The forwarder of one store's events. Events of one aggregate are sent one after another, each until the sink has
 * accepted it or it is given up; different aggregates are sent concurrently.
 *
 * <p>Any thread may call its public methods; everything else runs on its loop.
 */
public final class Forwarder {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final EventStore store;
    private final Feed.Opener feeds;
    private final Sender sender;
    private final Envelopes envelopes;
    private final Loop loop;
    private final ForwarderSettings settings;
    private final ForwarderListener listener;
    private final RandomGenerator random;
    private final Window window;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private volatile ForwarderReport report;
    /**
     * The position up to which the log has been read; events of the batch count as read once they are in the window.
     */
    private Checkpoint read;
    /** The log that contains the events of the window; null before the first. */
    private @Nullable LogPrefix log;

    private @Nullable Batch batch;
    private @Nullable Feed feed;
    /** The number of the window's history; outcomes of events from earlier histories no longer count. */
    private int generation;
    /** The number of events of earlier histories that are still being sent. */
    private int stale;

    private int inFlight;
    private long forwarded;
    private long retried;
    private long givenUp;
    private boolean finishing;
    private boolean closed;

    /** Makes a forwarder that does nothing until it is started. */
    public Forwarder(
            EventStore store,
            Feed.Opener feeds,
            Sender sender,
            Envelopes envelopes,
            Loop loop,
            ForwarderSettings settings,
            ForwarderListener listener,
            RandomGenerator random) {
        this.store = store;
        this.feeds = feeds;
        this.sender = sender;
        this.envelopes = envelopes;
        this.loop = loop;
        this.settings = settings;
        this.listener = listener;
        this.random = random;
        this.window = new Window(settings.window());
        this.read = Checkpoint.beginning(store.incarnation());
        this.report = new ForwarderReport(0, 0, 0, 0, 0, read);
    }

    /**
     * Starts after the saved checkpoint if the store's log contains it, otherwise at the beginning. Must be called
     * once.
     */
    public void start(SavedCheckpoint saved) {
        loop.execute(() -> {
            LogPrefix now = store.prefix();
            read = new Checkpoint(now.incarnation(), saved.in(now));
            publish();
            follow();
        });
    }

    /** Returns the store that it forwards. */
    public EventStore store() {
        return store;
    }

    /** Returns its counts so far. */
    public ForwarderReport report() {
        return report;
    }

    /** Returns how many positions of the store's log are not finished. */
    public long lag() {
        Checkpoint done = report.checkpoint();
        LogPrefix now = store.prefix();
        return now.incarnation().equals(done.incarnation()) ? now.position() - done.position() : now.position();
    }

    /** Returns its checkpoint, from which another process can continue. */
    public SavedCheckpoint saved() {
        Checkpoint done = report.checkpoint();
        LogPrefix now = store.prefix();
        return now.incarnation().equals(done.incarnation())
                ? SavedCheckpoint.of(done.position(), now)
                : SavedCheckpoint.NONE;
    }

    /**
     * Sends what has not been tried yet, up to the end of the log, without retries.
     *
     * @return a future that completes when only failed events are left
     */
    public CompletableFuture<Void> finish() {
        loop.execute(() -> {
            finishing = true;
            if (!closed) {
                pump();
            }
        });
        return finished.copy();
    }

    /** Stops it at once. Events being sent may still arrive, but are not counted. */
    public void close() {
        loop.execute(() -> {
            closed = true;
            window.clear();
            batch = null;
            log = null;
            if (feed != null) {
                feed.close();
            }
            finished.complete(null);
        });
    }

    private void follow() {
        if (!closed) {
            feed = feeds.open(read, new Follower());
            feed.request();
        }
    }

    private void take(Batch next) {
        batch = next;
        log = next.log();
        pump();
    }

    private void restart(Checkpoint beginning) {
        read = beginning;
        batch = null;
        log = null;
        window.clear();
        generation++;
        stale = inFlight;
        listener.historyChanged(beginning.incarnation());
        more();
        pump();
    }

    private void more() {
        if (feed != null) {
            feed.request();
        }
    }

    /** Reads and sends more events, as far as there is room. */
    private void pump() {
        fill();
        // Events of a new history must not overtake those of the old one.
        while (stale == 0 && inFlight < settings.concurrency() && window.hasReady()) {
            Window.Line line = window.take();
            if (line != null) {
                send(line);
            }
        }
        publish();
        if (batch == null && window.size() == 0) {
            // A log that has been replaced must not be kept for nothing.
            log = null;
        }
        if (finishing && inFlight == 0 && !window.hasReady() && (window.isFull() || hasReadAll())) {
            finished.complete(null);
        }
    }

    private void fill() {
        Batch current = batch;
        if (current == null) {
            return;
        }
        while (!current.isOver() && !window.isFull()) {
            current.moveTo(window);
        }
        if (current.isOver()) {
            read = current.end();
            batch = null;
            more();
        }
    }

    private boolean hasReadAll() {
        LogPrefix now = store.prefix();
        return batch == null && now.incarnation().equals(read.incarnation()) && now.position() <= read.position();
    }

    private void send(Window.Line line) {
        if (isRemoved(line)) {
            window.done(line);
            return;
        }
        int ofGeneration = generation;
        inFlight++;
        if (line.hasFailed()) {
            retried++;
        }
        try {
            RecordedEvent event = event(line);
            Outcome.Refused why = line.givenUp();
            CloudEvent envelope = why == null ? envelopes.toSink(event) : envelopes.toDeadLetters(event, why);
            sender.send(
                    envelope,
                    why == null ? Destination.SINK : Destination.DEAD_LETTERS,
                    outcome -> settle(line, ofGeneration, outcome));
        } catch (RuntimeException impossible) {
            Outcome refused = new Outcome.Refused(String.valueOf(impossible), 0);
            loop.execute(() -> settle(line, ofGeneration, refused));
        }
    }

    private void settle(Window.Line line, int ofGeneration, Outcome outcome) {
        inFlight--;
        if (closed) {
            return;
        }
        if (ofGeneration != generation) {
            stale--;
        } else if (outcome instanceof Outcome.Refused refused) {
            giveUp(line, refused);
        } else if (outcome instanceof Outcome.Failed failed) {
            fail(line, failed);
        } else {
            forwarded += line.givenUp() == null ? 1 : 0;
            window.done(line);
        }
        pump();
    }

    private void fail(Window.Line line, Outcome.Failed failed) {
        // An unreachable sink is not an event's fault, so the log waits. Dead letters do not wait forever.
        int failures = line.fail(failed.reached() || line.givenUp() != null);
        if (line.triesUsed() >= settings.schedule().tries()) {
            String reason = failed.reason() + " after " + line.triesUsed() + " tries";
            giveUp(line, new Outcome.Refused(reason, failed.status()));
            return;
        }
        if (finishing) {
            return;
        }
        int ofGeneration = generation;
        long pauseNanos = Math.max(
                settings.schedule().pauseNanos(failures, random),
                failed.retryAfter().toNanos());
        loop.after(pauseNanos, () -> {
            if (!closed && ofGeneration == generation) {
                window.again(line);
                pump();
            }
        });
    }

    private void giveUp(Window.Line line, Outcome.Refused why) {
        if (isRemoved(line)) {
            window.done(line);
            return;
        }
        RecordedEvent event = event(line);
        if (line.givenUp() != null) {
            listener.lost(event, why.reason());
            window.done(line);
            return;
        }
        givenUp++;
        listener.givenUp(event, why);
        if (settings.deadLetters()) {
            line.giveUp(why);
            window.again(line);
        } else {
            window.done(line);
        }
    }

    private RecordedEvent event(Window.Line line) {
        return current().event(line.position());
    }

    /** Returns whether an event in the window has been removed from the store since it was read. */
    private boolean isRemoved(Window.Line line) {
        return current().removed().contains(line.position());
    }

    private LogPrefix current() {
        LogPrefix current = log;
        if (current == null) {
            throw new IllegalStateException("the window has events but there is no log");
        }
        return current;
    }

    private void publish() {
        long first = window.first();
        long done = first > 0 ? first - 1 : read.position();
        report = new ForwarderReport(forwarded, retried, givenUp, inFlight, window.size(), read.at(done));
    }

    /** Passes the subscription's steps to the loop, in order. */
    private final class Follower implements Subscriber {
        @Override
        public void next(Step step) {
            if (step instanceof Step.Slice slice) {
                Batch next = Batch.read(slice);
                hand(() -> take(next));
            } else if (step instanceof Step.Reset) {
                hand(() -> restart(step.checkpoint()));
            } else {
                hand(Forwarder.this::more);
            }
        }

        @Override
        public void passed(Checkpoint checkpoint) {
            hand(() -> {
                read = checkpoint;
                pump();
            });
        }

        @Override
        public void failed(Throwable failure) {
            listener.failed(failure);
            loop.after(AFTER_FAILURE.toNanos(), Forwarder.this::follow);
        }

        private void hand(Runnable task) {
            loop.execute(() -> {
                if (!closed) {
                    task.run();
                }
            });
        }
    }
}
