package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.Load;
import dev.mayfly.bench.load.Requests;
import dev.mayfly.bench.peer.Http;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.report.Curve;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Indexed searches while the store grows. */
final class SearchBench implements Bench {
    private static final int MATCHES = 10;
    private static final int CONNECTIONS = 32;

    @Override
    public String name() {
        return "search";
    }

    @Override
    public String title() {
        return "Searches over HTTP by event type and correlation that find ten events spread over the store: the"
                + " median time over one connection, and the number per second over 32. No two searches are the"
                + " same, except for those marked \"again\", which are answered from the cache.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        QuarkusServer mayfly = lab.mayfly(GrowingStore.heap(lab));
        GrowingStore store = new GrowingStore(mayfly);
        List<Curve.Point> points = new ArrayList<>();
        for (int size : GrowingStore.sizes(lab)) {
            store.grow(size);
            check(mayfly, store.search());
            Cycle searches = store.searches();
            Cycle again = new Cycle(List.of(Requests.get(store.search())), 0);
            if (points.isEmpty()) {
                lab.warmUp(mayfly, CONNECTIONS, i -> new HttpDialogue(searches));
            }
            String what = String.format("ten matches among %,d events", size);
            Entry time = Entry.cost(what, Figure.OURS, "µs");
            new Turns(lab)
                    .add(time, () -> micros(lab, mayfly, searches))
                    .add(
                            new Entry(what + ", 32 connections", Figure.OURS, "searches/s", true),
                            () -> lab.rate(mayfly, CONNECTIONS, i -> new HttpDialogue(searches)))
                    .add(Entry.cost(what + ", again", Figure.OURS, "µs"), () -> micros(lab, mayfly, again))
                    .run();
            points.add(new Curve.Point(size, lab.notebook().median(time)));
        }
        lab.notebook().curve("search-cost", "over HTTP", points);
    }

    /** Returns the median time of a request over one connection. */
    static double micros(Lab lab, QuarkusServer server, Cycle requests) throws IOException {
        try (Load load = Load.connect(server.port(), 1, i -> new HttpDialogue(requests))) {
            return load.during(lab.scale().window()).medianMicros();
        }
    }

    private static void check(QuarkusServer mayfly, String search) throws IOException {
        String answer = Http.get(mayfly.port(), search);
        int found = answer.split("\"eventId\"", -1).length - 1;
        if (found != MATCHES) {
            throw new IOException(found + " found by " + search + ": " + answer);
        }
    }
}
