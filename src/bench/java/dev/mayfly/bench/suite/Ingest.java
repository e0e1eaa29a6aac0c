package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.Dialogue;
import dev.mayfly.bench.load.EventLines;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.Load;
import dev.mayfly.bench.load.Message;
import dev.mayfly.bench.load.RedisDialogue;
import dev.mayfly.bench.load.Requests;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.peer.Redis;
import dev.mayfly.bench.peer.Server;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Many events a request. */
final class Ingest implements Bench {
    private static final int PIPELINED = 100;

    private record Shape(int batch, int connections, int events) {
        String what() {
            return String.format("batches of %,d, %d connection%s", batch, connections, connections == 1 ? "" : "s");
        }
    }

    private static final List<Shape> SHAPES = List.of(
            new Shape(1, 1, 40_000),
            new Shape(100, 1, 300_000),
            new Shape(10_000, 1, 300_000),
            new Shape(100, 8, 300_000),
            new Shape(10_000, 8, 320_000));

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String title() {
        return "NDJSON over HTTP, with one atomic append per request, compared with Redis' `XADD` of the same lines"
                + " as one field, with a hundred of them in flight per connection.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        EventLines lines = EventLines.over(10_000);
        QuarkusServer mayfly = lab.mayfly("10g");
        Optional<Redis> redis = lab.redis();
        Cycle xadds = new Cycle(pipelines(lines), 0);
        long serial = 0;
        for (Shape shape : SHAPES) {
            Cycle ingests = new Cycle(Requests.ingests(lines, shape.batch), serial);
            int events = lab.scale().events(shape.events);
            if (shape.equals(SHAPES.get(0))) {
                lab.warmUp(mayfly, 1, i -> new HttpDialogue(ingests));
            }
            Turns turns = new Turns(lab);
            turns.add(
                    Entry.rate(shape.what(), Figure.OURS),
                    () -> rate(mayfly, shape.connections, i -> new HttpDialogue(ingests), events));
            redis.ifPresent(peer -> turns.add(Entry.rate(shape.what(), "Redis XADD ×100"), () -> {
                peer.clear();
                return rate(peer, shape.connections, i -> new RedisDialogue(xadds), events);
            }));
            turns.run();
            serial = ingests.serial();
        }
    }

    static double rate(Server server, int connections, IntFunction<Dialogue> dialogues, int events) throws IOException {
        try (Load load = Load.connect(server.port(), connections, dialogues)) {
            return load.until(events).eventsPerSecond();
        }
    }

    /** Returns the events as commands for Redis, a hundred behind each other. */
    static List<Message> pipelines(EventLines lines) {
        return pipelined(AppendHttp.xadds(lines));
    }

    /** Returns commands joined, a hundred behind each other. */
    static List<Message> pipelined(List<Message> all) {
        List<Message> pipelines = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PIPELINED) {
            pipelines.add(Message.joined(all.subList(from, from + PIPELINED)));
        }
        return pipelines;
    }
}
