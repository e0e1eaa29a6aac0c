package dev.mayfly.bench;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.eventstore.Append;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.occurrent.eventstore.inmemory.InMemoryEventStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Appends of single events to an empty store, a million over 10,000 aggregates, with all indexes; beside Occurrent's
 * in-memory store, which indexes nothing.
 *
 * <p>{@code ./mvnw -Pjmh -DskipTests test-compile exec:exec -Djmh.jvm=-Xmx12g -Djmh.args="AppendBenchmark"}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 2)
@Measurement(iterations = 3)
public class AppendBenchmark {
    private static final int EVENTS = 1_000_000;
    private static final URI SOURCE = URI.create("/bench");

    /** Events of ours. */
    @State(Scope.Benchmark)
    public static class OurEvents {
        private final Append[] appends = new Append[EVENTS];

        /** Makes the events once. */
        @Setup(Level.Trial)
        public void make() {
            Workload workload = new Workload(10_000, 100_000);
            for (int i = 0; i < EVENTS; i++) {
                appends[i] = Append.of(workload.event(i));
            }
        }
    }

    /** The same events as CloudEvents. */
    @State(Scope.Benchmark)
    public static class CloudEvents {
        private final CloudEvent[] events = new CloudEvent[EVENTS];

        /** Makes the events once. */
        @Setup(Level.Trial)
        public void make() {
            Workload workload = new Workload(10_000, 100_000);
            for (int i = 0; i < EVENTS; i++) {
                EventBatch batch = workload.event(i);
                events[i] = CloudEventBuilder.v1()
                        .withId(batch.text(0, Field.EVENT_ID))
                        .withSource(SOURCE)
                        .withType(batch.text(0, Field.EVENT_TYPE))
                        .withSubject(batch.text(0, Field.AGGREGATE_ID))
                        .withData("application/json", batch.text(0, Field.DATA).getBytes(StandardCharsets.UTF_8))
                        .build();
            }
        }
    }

    private EmbeddedEventStore store;
    private InMemoryEventStore peer;

    /** Makes both stores anew. */
    @Setup(Level.Iteration)
    public void open() {
        store = new EmbeddedEventStore("bench", 8L << 30, TimeSource.SYSTEM);
        peer = new InMemoryEventStore();
    }

    /** Lets them go, so that the next iteration has the memory. */
    @TearDown(Level.Iteration)
    public void close() {
        store = null;
        peer = null;
        System.gc();
    }

    /** A million appends to Mayfly. */
    @Benchmark
    public long mayfly(OurEvents events) {
        for (Append append : events.appends) {
            store.append(append);
        }
        return store.prefix().position();
    }

    /** A million writes to Occurrent. */
    @Benchmark
    public boolean occurrent(CloudEvents events) {
        for (CloudEvent event : events.events) {
            peer.write(event.getSubject(), Stream.of(event));
        }
        return peer.exists(events.events[0].getSubject());
    }
}
