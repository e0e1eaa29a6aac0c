package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.RedisDialogue;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.peer.Redis;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.util.Optional;

/** Reads and appends together. */
final class Mixed implements Bench {
    private static final int CONNECTIONS = 32;
    private static final String WHAT = "90 % reads of 10 events, 10 % appends";

    @Override
    public String name() {
        return "mixed";
    }

    @Override
    public String title() {
        return "Nine reads of the first ten events of an aggregate for every append, over 32 connections; Redis by"
                + " `XRANGE … COUNT 10` and `XADD`.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        Histories histories = new Histories(1_000, 10);
        QuarkusServer mayfly = lab.mayfly("4g");
        Optional<Redis> redis = lab.redis();
        histories.fill(mayfly);
        Cycle ours = histories.readsAndAppends();
        Cycle theirs = histories.rangesAndXadds();
        lab.warmUp(mayfly, CONNECTIONS, i -> new HttpDialogue(ours));
        Turns turns = new Turns(lab);
        turns.add(
                new Entry(WHAT, Figure.OURS, "requests/s", true),
                () -> lab.rate(mayfly, CONNECTIONS, i -> new HttpDialogue(ours)));
        if (redis.isPresent()) {
            histories.fill(redis.get());
            turns.add(
                    new Entry(WHAT, "Redis", "requests/s", true),
                    () -> lab.rate(redis.get(), CONNECTIONS, i -> new RedisDialogue(theirs)));
        }
        turns.run();
    }
}
