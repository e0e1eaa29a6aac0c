package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.meters.SinkMeters;
import dev.mayfly.cloudevent.Outlet;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.http.quarkus.Workers;
import dev.mayfly.sink.CheckpointFile;
import dev.mayfly.sink.Envelopes;
import dev.mayfly.sink.Feed;
import dev.mayfly.sink.Forwarder;
import dev.mayfly.sink.SavedCheckpoint;
import dev.mayfly.sink.http.ContextLoop;
import dev.mayfly.sink.http.HttpSender;
import dev.mayfly.store.Store;
import dev.mayfly.store.StoreListener;
import dev.mayfly.subscription.Subscription;
import dev.mayfly.subscription.Subscriptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The forwarders, one for each forwarded store and all on one event loop, and the file with their checkpoints. */
final class SinkForwarders implements StoreListener {
    private static final Logger LOG = Logger.getLogger(SinkForwarders.class);

    private final SinkSettings settings;
    private final Subscriptions subscriptions;
    private final Vertx vertx;
    private final MeterRegistry registry;
    private final Envelopes envelopes;
    private final ContextLoop loop;
    private final HttpSender sender;
    private final @Nullable CheckpointFile file;
    private final Map<EventStore, Running> running = new ConcurrentHashMap<>();
    private final long timer;
    /** The contents of the file. Guarded by this. */
    private SortedMap<String, SavedCheckpoint> saved = new TreeMap<>();

    private record Running(Forwarder forwarder, SinkMeters meters) {}

    /**
     * Makes the forwarders, and reads the checkpoints of earlier processes.
     *
     * @throws ConfigurationException if the checkpoint file or the overrides are invalid; the message names the key
     */
    SinkForwarders(
            SinkSettings settings, Subscriptions subscriptions, Outlet outlet, Vertx vertx, MeterRegistry registry) {
        this.settings = settings;
        this.subscriptions = subscriptions;
        this.vertx = vertx;
        this.registry = registry;
        this.envelopes = envelopes(settings, outlet);
        this.file = settings.checkpointFile() == null ? null : new CheckpointFile(settings.checkpointFile());
        if (file != null) {
            read(file);
        }
        this.loop = new ContextLoop(vertx.getOrCreateContext());
        this.sender = new HttpSender(
                vertx,
                settings.sink(),
                settings.deadLetters(),
                settings.structured(),
                settings.forwarder().concurrency() * settings.stores().size(),
                settings.timeout());
        this.timer = Workers.periodically(vertx, settings.checkpointInterval().toMillis(), this::save);
        LOG.infof("Forwarding: sink=%s stores=%s", settings.sink(), settings.stores());
    }

    /** Starts forwarding a store if it is configured to be forwarded. */
    void forward(EventStore store) {
        if (settings.stores().contains(store.name()) && !store.isDeleted()) {
            running.computeIfAbsent(store, this::start);
        }
    }

    @Override
    public void begun(Store store) {
        forward(store);
    }

    @Override
    public void forked(Store store, Store parent, LogImage image) {
        forward(store);
    }

    @Override
    public void historyChanged(Store store, String before) {
        // A forwarder learns of this from its subscription.
    }

    @Override
    public void deleted(Store store) {
        Running gone = running.remove(store);
        if (gone != null) {
            gone.forwarder().close();
            gone.meters().remove();
        }
    }

    /** Forwards the remaining events for a limited time, writes the checkpoints, and stops. */
    void stop(Duration atMost) {
        vertx.cancelTimer(timer);
        CompletableFuture<?>[] all =
                running.values().stream().map(each -> each.forwarder().finish()).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            long lag = lag();
            if (lag > 0) {
                LOG.warnf("Stopped before all events were forwarded: lag=%d", lag);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        save();
        LOG.infof("Forwarding has stopped: lag=%d", lag());
        running.values().forEach(each -> each.forwarder().close());
        sender.close();
    }

    private long lag() {
        return running.values().stream()
                .mapToLong(each -> each.forwarder().lag())
                .sum();
    }

    private Running start(EventStore store) {
        Executor steps = settings.match().readsContents() ? this::onWorker : loop::execute;
        Feed.Opener feeds =
                (after, subscriber) -> feed(subscriptions.open(store, settings.match(), after, subscriber, steps));
        Forwarder forwarder = new Forwarder(
                store,
                feeds,
                sender,
                envelopes,
                loop,
                settings.forwarder(),
                new SinkLog(store.name()),
                new SplittableRandom());
        SavedCheckpoint from;
        synchronized (this) {
            from = saved.getOrDefault(store.name(), SavedCheckpoint.NONE);
        }
        forwarder.start(from);
        return new Running(forwarder, new SinkMeters(registry, forwarder));
    }

    private void onWorker(Runnable step) {
        Workers.execute(step);
    }

    private static Feed feed(Subscription subscription) {
        return new Feed() {
            @Override
            public void request() {
                subscription.request();
            }

            @Override
            public void close() {
                var unused = subscription.close();
            }
        };
    }

    private static Envelopes envelopes(SinkSettings settings, Outlet outlet) {
        try {
            return new Envelopes(outlet, settings.overrides(), settings.sink().toString());
        } catch (IllegalArgumentException broken) {
            throw SinkSettings.wrong("overrides", "must follow the rules of CloudEvents: " + broken.getMessage());
        }
    }

    private void read(CheckpointFile from) {
        try {
            saved.putAll(from.read());
            from.write(saved);
        } catch (IOException | RuntimeException unreadable) {
            throw SinkSettings.wrong("checkpoint-file", "cannot be used: " + unreadable);
        }
    }

    private synchronized void save() {
        SortedMap<String, SavedCheckpoint> now = new TreeMap<>(saved);
        running.forEach((store, each) -> now.put(store.name(), each.forwarder().saved()));
        if (file == null || now.equals(saved)) {
            return;
        }
        try {
            file.write(now);
            saved = now;
        } catch (IOException failure) {
            LOG.errorf(failure, "Could not write the checkpoint file: path=%s", settings.checkpointFile());
        }
    }
}
