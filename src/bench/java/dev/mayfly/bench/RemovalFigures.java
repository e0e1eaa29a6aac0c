package dev.mayfly.bench;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.eventstore.StoreClock;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.log.EmbeddedStores;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.CatalogueLimits;
import dev.mayfly.store.ProcessTime;
import dev.mayfly.store.Reclaiming;
import dev.mayfly.store.Store;
import dev.mayfly.store.retention.RetentionRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * What removal costs: reads of a store of which half is removed beside those of one that never had that half, appends with
 * retention rules beside appends without, and an hour of a thousand logins a second that are forgotten after two minutes.
 * Arguments: {@code reads EVENTS}, {@code appends EVENTS}, {@code logins SECONDS}.
 */
public final class RemovalFigures {
    private static final long LIMIT_BYTES = 2L << 30;
    private static final int ROUNDS = 15;
    private static final int PER_SECOND = 1_000;
    private static final int IDLE_SECONDS = 120;

    private RemovalFigures() {}

    /** Prints the figures that the arguments ask for. */
    public static void main(String[] arguments) throws InterruptedException {
        int count = Integer.parseInt(arguments[1]);
        switch (arguments[0]) {
            case "reads" -> reads(count);
            case "appends" -> appends(count);
            case "logins" -> logins(count);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static Append event(String aggregateId, String type, int number) {
        EventBatchBuilder batch = new EventBatchBuilder(new byte[256], 0, 1);
        batch.begin();
        batch.text(Field.AGGREGATE_ID, aggregateId);
        batch.text(Field.EVENT_TYPE, type);
        batch.text(
                Field.DATA,
                "{\"user\":\"user-" + number + "\",\"attributes\":{\"theme\":\"dark\",\"cart\":[" + number
                        + "],\"token\":\"0123456789abcdef0123456789abcdef\"}}");
        return Append.of(batch.build());
    }

    /** Reads of what is left: before the rest is freed, and after. */
    private static void reads(int events) {
        EmbeddedEventStore whole = new EmbeddedEventStore("whole", LIMIT_BYTES, TimeSource.SYSTEM);
        EmbeddedEventStore half = new EmbeddedEventStore("half", LIMIT_BYTES, TimeSource.SYSTEM);
        int aggregates = 1_000;
        for (int i = 0; i < events; i++) {
            String id = "a-" + i % aggregates;
            half.append(event(id, "T" + i % 7, i));
            if (i % aggregates % 2 == 0) {
                whole.append(event(id, "T" + i % 7, i));
            }
        }
        for (int i = 1; i < aggregates; i += 2) {
            half.truncate(Truncation.before("a-" + i, Long.MAX_VALUE));
        }
        compare("half removed", whole, half);
        long start = System.nanoTime();
        System.out.println(half.optimise(false));
        System.out.printf("freed in %.0f ms%n", (System.nanoTime() - start) / 1e6);
        compare("half removed and freed", whole, half);
    }

    private static void compare(String name, EmbeddedEventStore whole, EmbeddedEventStore half) {
        for (String what : List.of("scan", "type", "history", "page")) {
            double[] ratios = new double[ROUNDS];
            double[] nanos = new double[ROUNDS];
            for (int i = -3; i < ROUNDS; i++) {
                double without = read(what, whole.prefix());
                double with = read(what, half.prefix());
                if (i >= 0) {
                    ratios[i] = with / without;
                    nanos[i] = with;
                }
            }
            Arrays.sort(ratios);
            Arrays.sort(nanos);
            System.out.printf("%s, %s: %.0f us, ratio %.2f%n", name, what, nanos[ROUNDS / 2] / 1e3, ratios[ROUNDS / 2]);
        }
    }

    private static double read(String what, LogPrefix log) {
        long start = System.nanoTime();
        long found = 0;
        switch (what) {
            case "scan" ->
                found = read(log, log.search(Criteria.ALL, Sort.POSITION, Order.ASCENDING, 0), Integer.MAX_VALUE);
            case "type" -> {
                Criteria type = Criteria.builder().eventTypes("T3").build();
                found = read(log, log.search(type, Sort.TIMESTAMP, Order.ASCENDING, 0), Integer.MAX_VALUE);
            }
            case "history" -> {
                for (int i = 0; i < 1_000; i += 2) {
                    found += read(log, log.history("a-" + i, 1, 10, Order.ASCENDING), 10);
                }
            }
            default -> {
                for (int i = 0; i < 200; i++) {
                    found += read(log, log.search(Criteria.ALL, Sort.TIMESTAMP, Order.DESCENDING, 0), 20);
                }
            }
        }
        if (found == 0) {
            throw new IllegalStateException(what);
        }
        return System.nanoTime() - start;
    }

    private static long read(LogPrefix log, Positions positions, int most) {
        long bytes = 0;
        int count = 0;
        for (long position = positions.next(); position != 0 && count < most; position = positions.next()) {
            bytes += log.jsonSizeBound(position);
            count++;
        }
        return bytes;
    }

    private static Catalogue catalogue(TimeSource clock, StoreClock.Timer timer) {
        return new Catalogue(
                new EmbeddedStores(),
                (store, unused) -> store,
                new CatalogueLimits(10, LIMIT_BYTES, null, 5, false),
                new ProcessTime(clock, clock::epochNanos),
                timer);
    }

    private static void rules(Store store, String rule) {
        byte[] text = ("{\"rules\":[" + rule + "]}").getBytes(StandardCharsets.UTF_8);
        store.retention().put(RetentionRules.read(text, text.length));
    }

    private static void appends(int events) throws InterruptedException {
        double[] ratios = new double[ROUNDS];
        for (int i = -2; i < ROUNDS; i++) {
            double without = appendRate(events, false);
            double with = appendRate(events, true);
            if (i >= 0) {
                ratios[i] = with / without;
            }
        }
        Arrays.sort(ratios);
        System.out.printf("appends with rules: %.2f times those without%n", ratios[ROUNDS / 2]);
    }

    /** Appends while another thread does each tenth of a second what a server does each second. */
    private static double appendRate(int events, boolean withRules) throws InterruptedException {
        Catalogue catalogue = catalogue(TimeSource.SYSTEM, (delay, task) -> {});
        Store store = catalogue.defaultStore();
        if (withRules) {
            rules(store, "{\"aggregateType\":\"A\",\"maxCount\":50}");
        }
        Reclaiming reclaiming = new Reclaiming(catalogue, (each, result, nanos) -> {});
        AtomicBoolean over = new AtomicBoolean();
        Thread keeper = new Thread(() -> {
            while (!over.get()) {
                store.retention()
                        .apply(List.of(), Runnable::run)
                        .toCompletableFuture()
                        .join();
                reclaiming.run();
                LockSupport.parkNanos(100_000_000);
            }
        });
        keeper.start();
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            store.append(event("a-" + i % 1_000, "T", i));
        }
        double rate = events / ((System.nanoTime() - start) / 1e9);
        over.set(true);
        keeper.join();
        return rate;
    }

    /** Virtual time: each second has a thousand sessions that start, and those of two minutes before are forgotten. */
    private static void logins(int seconds) {
        long[] now = {1_700_000_000_000_000_000L};
        Catalogue catalogue = catalogue(() -> now[0], (delay, task) -> {});
        Store store = catalogue.defaultStore();
        rules(store, "{\"aggregateType\":\"Login\",\"idleFor\":\"PT2M\"}");
        List<Long> levels = new ArrayList<>();
        Reclaiming reclaiming = new Reclaiming(
                catalogue, (each, result, nanos) -> levels.add(each.memory().usedBytes()));
        AtomicBoolean over = new AtomicBoolean();
        Thread keeper = new Thread(() -> {
            while (!over.get()) {
                reclaiming.run();
                Thread.onSpinWait();
            }
        });
        keeper.start();
        long longest = 0;
        long most = 0;
        long begun = System.nanoTime();
        for (int second = 0; second < seconds; second++) {
            for (int i = 0; i < PER_SECOND; i++) {
                int number = second * PER_SECOND + i;
                Append append = event("login-" + number, "Started", number);
                long start = System.nanoTime();
                store.append(append);
                longest = second > IDLE_SECONDS ? Math.max(longest, System.nanoTime() - start) : 0;
            }
            now[0] += Duration.ofSeconds(1).toNanos();
            store.retention()
                    .apply(List.of(), Runnable::run)
                    .toCompletableFuture()
                    .join();
            most = Math.max(most, store.memory().usedBytes());
        }
        over.set(true);
        List<Long> steady = levels.subList(levels.size() / 4, levels.size());
        System.out.printf(
                "%,d logins in %.0f s: %,d to %,d bytes after each of %,d copies, %,d at most; %,d retired; longest append %.1f ms;"
                        + " %,d left%n",
                seconds * PER_SECOND,
                (System.nanoTime() - begun) / 1e9,
                steady.stream().min(Long::compare).orElse(0L),
                steady.stream().max(Long::compare).orElse(0L),
                levels.size(),
                most,
                catalogue.memory().retiredBytes(),
                longest / 1e6,
                store.prefix().eventCount());
    }
}
