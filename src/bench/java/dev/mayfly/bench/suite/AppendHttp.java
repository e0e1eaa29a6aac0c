package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.EventLines;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.NatsDialogue;
import dev.mayfly.bench.load.RedisDialogue;
import dev.mayfly.bench.load.Requests;
import dev.mayfly.bench.peer.Nats;
import dev.mayfly.bench.peer.Postgres;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.peer.Redis;
import dev.mayfly.bench.report.Curve;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Single appends, one event a request. */
final class AppendHttp implements Bench {
    private static final int AGGREGATES = 10_000;
    private static final int NATS_MESSAGES = 200;
    private static final int[] CONNECTIONS = {1, 8, 32, 128};

    @Override
    public String name() {
        return "append-http";
    }

    @Override
    public String title() {
        return "Single appends over 10,000 aggregates, with one event of about 300 bytes of data and metadata per"
                + " request. Each connection waits for its answer. The same generator drives all contenders over"
                + " their own protocols: Redis by `XADD`, NATS JetStream by acknowledged publications, PostgreSQL"
                + " by prepared `INSERT`s into a table with a unique (stream, version). The empty resource shows"
                + " how much Quarkus can handle at most: it accepts the same requests, does nothing and answers"
                + " with the same number of bytes.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        EventLines lines = EventLines.over(AGGREGATES);
        Cycle appends = new Cycle(Requests.appends(lines), 0);
        Cycle xadds = new Cycle(xadds(lines), 0);
        PostgresAppends inserts = new PostgresAppends(lines);
        QuarkusServer mayfly = lab.mayfly("8g");
        QuarkusServer empty = lab.empty();
        Optional<Redis> redis = lab.redis();
        Optional<Nats> nats = lab.nats();
        Optional<Postgres> postgres = lab.postgres();
        lab.warmUp(mayfly, 32, i -> new HttpDialogue(appends));
        lab.warmUp(empty, 32, i -> new HttpDialogue(appends));
        Map<String, List<Curve.Point>> curves = new LinkedHashMap<>();
        for (int connections : CONNECTIONS) {
            String what = connections + (connections == 1 ? " connection" : " connections");
            Turns turns = new Turns(lab);
            List<Entry> entries = new ArrayList<>();
            add(turns, entries, what, Figure.OURS, () -> lab.rate(mayfly, connections, i -> new HttpDialogue(appends)));
            add(
                    turns,
                    entries,
                    what,
                    "empty resource",
                    () -> lab.rate(empty, connections, i -> new HttpDialogue(appends)));
            redis.ifPresent(peer -> add(turns, entries, what, "Redis XADD", () -> {
                peer.clear();
                return lab.rate(peer, connections, i -> new RedisDialogue(xadds));
            }));
            nats.ifPresent(peer -> add(turns, entries, what, "NATS JetStream", () -> {
                peer.clear();
                return lab.rate(peer, connections, i -> new NatsDialogue(new Cycle(publications(lines, i), 0), i));
            }));
            postgres.ifPresent(peer -> add(turns, entries, what, "PostgreSQL", () -> {
                peer.clear();
                inserts.clear();
                return lab.rate(peer, connections, i -> inserts.dialogue());
            }));
            turns.run();
            for (Entry entry : entries) {
                curves.computeIfAbsent(entry.subject(), name -> new ArrayList<>())
                        .add(new Curve.Point(connections, lab.notebook().median(entry)));
            }
        }
        curves.forEach((name, points) -> lab.notebook().curve("append-http", name, points));
    }

    private static void add(Turns turns, List<Entry> entries, String what, String subject, Turns.Measure measure) {
        Entry entry = Entry.rate(what, subject);
        entries.add(entry);
        turns.add(entry, measure);
    }

    /** Returns the same events for Redis. */
    static List<dev.mayfly.bench.load.Message> xadds(EventLines lines) {
        return lines.events().stream()
                .map(event -> RedisDialogue.xadd(event.aggregateId(), event.line()))
                .toList();
    }

    private static List<dev.mayfly.bench.load.Message> publications(EventLines lines, int connection) {
        int from = connection * NATS_MESSAGES % (EventLines.SIZE - NATS_MESSAGES);
        return lines.events().subList(from, from + NATS_MESSAGES).stream()
                .map(event -> NatsDialogue.publication("events." + event.aggregateId(), event.line(), connection))
                .toList();
    }
}
