package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.EventLines;
import dev.mayfly.bench.load.Load;
import dev.mayfly.bench.load.Message;
import dev.mayfly.bench.load.RedisDialogue;
import dev.mayfly.bench.peer.Redis;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory an event. */
final class Memory implements Bench {
    private static final int PAYLOAD_BYTES = 300;
    private static final Pattern HEAP = Pattern.compile("([0-9.]+) bytes of heap an event, ([0-9.]+) counted");

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String title() {
        return "Bytes per event, for events with 300 bytes of data and metadata, an id and a correlation, nine in"
                + " ten with a causation, over 10,000 aggregates. Mayfly's figure is the live heap after full"
                + " collections. Redis' figure is the growth of `used_memory`, for the events as JSON in one field"
                + " of a stream per aggregate, and for 300 bytes alone, without what Mayfly stores in addition;"
                + " Redis indexes neither.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        Optional<Redis> redis = lab.redis();
        EventLines lines = EventLines.over(10_000);
        for (int full :
                GrowingStore.sizes(lab).contains(10_000_000) ? List.of(1_000_000, 10_000_000) : List.of(1_000_000)) {
            int events = lab.scale().events(full);
            String what = String.format("%,d events, with all indexes but text", full);
            Matcher heap = HEAP.matcher(
                    lab.figures(full > 1_000_000 ? "12g" : "3g", "EngineFigures", "heap", Integer.toString(events)));
            if (!heap.find()) {
                throw new IOException("No figures of the heap");
            }
            lab.notebook().add(Entry.cost(what, Figure.OURS, "bytes"), Double.parseDouble(heap.group(1)));
            // Ten million would take Redis a minute, for much the same figure.
            if (redis.isPresent() && full == 1_000_000) {
                lab.notebook()
                        .add(
                                Entry.cost(what, "Redis, the same JSON", "bytes"),
                                redisBytes(redis.get(), Ingest.pipelines(lines), events));
                lab.notebook()
                        .add(
                                Entry.cost(what, "Redis, 300 bytes alone", "bytes"),
                                redisBytes(redis.get(), payloads(lines), events));
            }
        }
    }

    private static double redisBytes(Redis redis, List<Message> commands, int events) throws IOException {
        redis.clear();
        long before = redis.info("used_memory");
        Cycle cycle = new Cycle(commands, 0);
        try (Load load = Load.connect(redis.port(), 1, i -> new RedisDialogue(cycle))) {
            load.until(events);
        }
        double bytes = (redis.info("used_memory") - before) / (double) events;
        redis.clear();
        return bytes;
    }

    private static List<Message> payloads(EventLines lines) {
        List<Message> all = new ArrayList<>();
        for (EventLines.Event event : lines.events()) {
            all.add(RedisDialogue.xadd(event.aggregateId(), event.line().tail(PAYLOAD_BYTES)));
        }
        return Ingest.pipelined(all);
    }
}
