package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.EventLines;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.Load;
import dev.mayfly.bench.load.Message;
import dev.mayfly.bench.load.Requests;
import dev.mayfly.bench.peer.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A store that grows from size to size. Each correlation has ten events of one type, spread over what was added with the
 * size that it belongs to.
 */
final class GrowingStore {
    private static final int BATCH = 10_000;
    private static final int PER_CORRELATION = 10;
    private static final int SEARCHES = 5_000;
    private static final int CONNECTIONS = 2;
    private static final String UNKNOWN = "-4000-8000-000000000000";
    private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000, 10_000_000);
    private static final long ROOM_BYTES = 16L << 30;

    private final Server mayfly;
    private final Cycle ingests;
    private long from;
    private long correlations = 1;

    GrowingStore(Server mayfly) {
        this.mayfly = mayfly;
        EventLines lines = EventLines.over(10_000, serial -> from + (serial - from) % correlations);
        this.ingests = new Cycle(Requests.ingests(lines, BATCH), 0);
    }

    /** Returns the sizes to grow to: ten million only where there is memory for it. */
    static List<Integer> sizes(Lab lab) {
        if (lab.scale().smoke()) {
            return SIZES.subList(0, 1);
        }
        long memoryBytes = ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
        if (memoryBytes < ROOM_BYTES) {
            lab.notebook().note("10,000,000 events need 16 GiB of memory: left out.");
            return SIZES.subList(0, 3);
        }
        return SIZES;
    }

    /** Returns a heap that holds the largest size. */
    static String heap(Lab lab) {
        return sizes(lab).contains(10_000_000) ? "11g" : "3g";
    }

    /** Appends events until there are so many. */
    void grow(int size) throws IOException {
        from = ingests.serial();
        correlations = (size - from) / PER_CORRELATION;
        try (Load load = Load.connect(mayfly.port(), CONNECTIONS, i -> new HttpDialogue(ingests))) {
            load.until(size - from);
        }
    }

    /**
     * Returns searches for the ten events of correlations that came with the last size, at random, or of another that does
     * not exist, so that no two searches are the same and none is answered from the cache.
     */
    Cycle searches() {
        Random random = new Random(from);
        List<Message> searches = new ArrayList<>();
        for (int i = 0; i < SEARCHES; i++) {
            String search = search(from + random.nextInt((int) correlations));
            searches.add(Requests.get(search + "&correlationId=", UNKNOWN));
        }
        return new Cycle(searches, from << 32);
    }

    /** Returns the path of one such search. */
    String search() {
        return search(from);
    }

    private static String search(long correlation) {
        return "/stores/default/events?eventType=" + EventLines.eventType(correlation) + "&correlationId="
                + EventLines.correlationId(correlation);
    }
}
