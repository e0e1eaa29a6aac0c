package dev.mayfly.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Appends of single events to an empty store in process, by one thread or several. Each fork first fills a store that it
 * throws away, so that what is measured is compiled code.
 *
 * <p>{@code ./mvnw -Pjmh -DskipTests test-compile exec:exec -Djmh.args="AppendBenchmark -p engine=Mayfly"}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx10g"})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class AppendBenchmark {
    private static final int WARM_UP = 200_000;

    /** The engine. */
    @Param({"Mayfly", "Occurrent"})
    public String engine;

    /** The number of threads that append. */
    @Param("1")
    public int threads;

    /** The number of events. */
    @Param("1000000")
    public int events;

    /** The number of aggregates. */
    @Param("10000")
    public int aggregates;

    private Object[] prepared = {};
    private Engine store = new MayflyEngine();

    /** Makes the events and compiles the code. */
    @Setup(Level.Trial)
    public void prepare() throws InterruptedException {
        store = Engine.named(engine);
        Workload workload = new Workload(aggregates, aggregates * 10);
        prepared = new Object[events];
        for (int i = 0; i < events; i++) {
            prepared[i] = store.prepare(workload.event(i));
        }
        append(Math.min(events, WARM_UP));
    }

    /** Makes the store anew. */
    @Setup(Level.Iteration)
    public void open() {
        store = Engine.named(engine);
        System.gc();
    }

    /** Appends all events. */
    @Benchmark
    public Engine append() throws InterruptedException {
        append(events);
        return store;
    }

    private void append(int count) throws InterruptedException {
        if (threads == 1) {
            appendEach(0, count);
            return;
        }
        CountDownLatch done = new CountDownLatch(threads);
        for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            new Thread(() -> {
                        appendEach(first, count);
                        done.countDown();
                    })
                    .start();
        }
        done.await();
    }

    private void appendEach(int first, int count) {
        Engine target = store;
        for (int i = first; i < count; i += threads) {
            target.append(prepared[i]);
        }
    }
}
