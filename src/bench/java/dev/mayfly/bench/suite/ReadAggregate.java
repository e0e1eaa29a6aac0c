package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.RedisDialogue;
import dev.mayfly.bench.peer.Postgres;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.peer.Redis;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.util.List;
import java.util.Optional;

/** Reads of whole aggregates. */
final class ReadAggregate implements Bench {
    private static final int CONNECTIONS = 32;
    private static final List<Histories> HISTORIES = List.of(new Histories(1_000, 10), new Histories(20, 1_000));

    @Override
    public String name() {
        return "read-aggregate";
    }

    @Override
    public String title() {
        return "Whole histories of aggregates over 32 connections: `GET …/aggregates/{id}/events`, Redis' `XRANGE`,"
                + " PostgreSQL's prepared `SELECT … ORDER BY version`. Mayfly's answers also contain each event's"
                + " position, version and times.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        QuarkusServer mayfly = lab.mayfly("4g");
        Optional<Redis> redis = lab.redis();
        Optional<Postgres> postgres = lab.postgres();
        for (Histories histories : HISTORIES) {
            String what = String.format("reads of %,d events", histories.events());
            Cycle reads = histories.reads();
            Cycle ranges = histories.ranges();
            histories.fill(mayfly);
            lab.warmUp(mayfly, CONNECTIONS, i -> new HttpDialogue(reads));
            Turns turns = new Turns(lab);
            turns.add(entry(what, Figure.OURS), () -> lab.rate(mayfly, CONNECTIONS, i -> new HttpDialogue(reads)));
            if (redis.isPresent()) {
                histories.fill(redis.get());
                turns.add(
                        entry(what, "Redis XRANGE"),
                        () -> lab.rate(redis.get(), CONNECTIONS, i -> new RedisDialogue(ranges)));
            }
            if (postgres.isPresent()) {
                histories.fill(postgres.get());
                turns.add(
                        entry(what, "PostgreSQL"),
                        () -> lab.rate(postgres.get(), CONNECTIONS, i -> histories.select()));
            }
            turns.run();
        }
    }

    private static Entry entry(String what, String subject) {
        return new Entry(what, subject, "reads/s", true);
    }
}
