package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.Dialogue;
import dev.mayfly.bench.load.EventLines;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.Load;
import dev.mayfly.bench.load.Message;
import dev.mayfly.bench.load.PostgresDialogue;
import dev.mayfly.bench.load.RedisDialogue;
import dev.mayfly.bench.load.Requests;
import dev.mayfly.bench.peer.Postgres;
import dev.mayfly.bench.peer.Redis;
import dev.mayfly.bench.peer.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Aggregates that have the same number of events each, in Mayfly and in its peers, and the reads of their histories.
 *
 * @param aggregates how many there are
 * @param events how many events each has
 */
record Histories(int aggregates, int events) {
    private static final EventLines LINES = EventLines.over(10_000);
    private static final int FILLING = 8;
    private static final String SELECT = "SELECT event FROM events WHERE stream = $1 ORDER BY version";

    private String id(int aggregate) {
        return "reader-" + events + "x" + aggregate;
    }

    private Message event(int aggregate, int i) {
        return LINES.events().get((aggregate * events + i) % EventLines.SIZE).body();
    }

    private long serial(int aggregate) {
        // Apart from the serial numbers of other appends to the same server.
        return ((long) events << 32) + (long) aggregate * events;
    }

    /** Appends them to Mayfly. */
    void fill(Server mayfly) throws IOException {
        List<Message> appends = new ArrayList<>();
        for (int aggregate = 0; aggregate < aggregates; aggregate++) {
            List<Message> lines = new ArrayList<>();
            for (int i = 0; i < events; i++) {
                lines.add(event(aggregate, i).between("", "\n"));
            }
            String path = "/stores/default/aggregates/" + id(aggregate) + "/events";
            appends.add(Requests.post(path, "application/x-ndjson", Message.joined(lines)));
        }
        Cycle cycle = new Cycle(appends, serial(0));
        once(mayfly, i -> new HttpDialogue(cycle));
    }

    /** Appends them to Redis. */
    void fill(Redis redis) throws IOException {
        List<Message> xadds = new ArrayList<>();
        for (int aggregate = 0; aggregate < aggregates; aggregate++) {
            for (int i = 0; i < events; i++) {
                xadds.add(RedisDialogue.xadd(id(aggregate), event(aggregate, i)));
            }
        }
        Cycle cycle = new Cycle(xadds, serial(0));
        once(redis, i -> new RedisDialogue(cycle));
    }

    /** Inserts them into PostgreSQL. */
    void fill(Postgres postgres) throws IOException {
        int[] next = {0};
        once(
                postgres,
                i -> new PostgresDialogue(PostgresAppends.INSERT, PostgresAppends.LARGEST_BYTES, parameters -> {
                    int aggregate = next[0] / events;
                    int version = next[0]++ % events;
                    parameters.text(id(aggregate));
                    parameters.text(Integer.toString(version + 1));
                    parameters.message(event(aggregate, version), serial(aggregate) + version);
                    return 1;
                }));
    }

    /** Sends exactly as many events as there are to be. */
    private void once(Server server, IntFunction<Dialogue> dialogues) throws IOException {
        try (Load load = Load.connect(server.port(), FILLING, dialogues)) {
            load.until((long) aggregates * events);
        }
    }

    /** Returns the reads of Mayfly, each aggregate's in turn. */
    Cycle reads() {
        List<Message> reads = new ArrayList<>();
        for (int aggregate = 0; aggregate < aggregates; aggregate++) {
            reads.add(Requests.get("/stores/default/aggregates/" + id(aggregate) + "/events?limit=" + events));
        }
        return new Cycle(reads, 0);
    }

    /** Returns the reads of Redis. */
    Cycle ranges() {
        List<Message> ranges = new ArrayList<>();
        for (int aggregate = 0; aggregate < aggregates; aggregate++) {
            ranges.add(Message.of(
                    RedisDialogue.command("XRANGE", id(aggregate), "-", "+", "COUNT", Integer.toString(events))));
        }
        return new Cycle(ranges, 0);
    }

    /** Returns the reads of PostgreSQL. */
    Dialogue select() {
        int[] next = {0};
        return new PostgresDialogue(SELECT, PostgresAppends.LARGEST_BYTES, parameters -> {
            parameters.text(id(next[0]++ % aggregates));
            return 1;
        });
    }

    /** Returns these reads of Mayfly nine times in ten, and else an append to the aggregate after. */
    Cycle readsAndAppends() {
        List<Message> mixed = new ArrayList<>();
        for (int aggregate = 0; aggregate < aggregates; aggregate++) {
            String path = "/stores/default/aggregates/" + id(aggregate) + "/events";
            mixed.add(
                    aggregate % 10 == 9
                            ? Requests.post(path, "application/json", event(aggregate, 0))
                            : Requests.get(path + "?limit=" + events));
        }
        return new Cycle(mixed, (long) events << 40);
    }

    /** Returns these reads of Redis nine times in ten, and else an append. */
    Cycle rangesAndXadds() {
        List<Message> mixed = new ArrayList<>();
        for (int aggregate = 0; aggregate < aggregates; aggregate++) {
            mixed.add(
                    aggregate % 10 == 9
                            ? RedisDialogue.xadd(id(aggregate), event(aggregate, 0))
                            : Message.of(RedisDialogue.command(
                                    "XRANGE", id(aggregate), "-", "+", "COUNT", Integer.toString(events))));
        }
        return new Cycle(mixed, (long) events << 40);
    }
}
