package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Dialogue;
import dev.mayfly.bench.load.EventLines;
import dev.mayfly.bench.load.EventLines.Event;
import dev.mayfly.bench.load.PostgresDialogue;
import java.util.HashMap;
import java.util.Map;

/** Appends to PostgreSQL: each event gets the next version of its stream, which the table holds unique. */
final class PostgresAppends {
    /** Inserts an event. */
    static final String INSERT = "INSERT INTO events (stream, version, event) VALUES ($1, $2::int, $3)";

    /** The most bytes of an insertion. */
    static final int LARGEST_BYTES = 2_000;

    private final EventLines lines;
    private final Map<String, int[]> versions = new HashMap<>();
    private int next;
    private long serial;

    PostgresAppends(EventLines lines) {
        this.lines = lines;
    }

    /** Begins anew with version 1 of each stream. */
    void clear() {
        versions.clear();
    }

    /** Returns one connection's part. */
    Dialogue dialogue() {
        return new PostgresDialogue(INSERT, LARGEST_BYTES, parameters -> {
            Event event = lines.events().get(next++ % EventLines.SIZE);
            int version = ++versions.computeIfAbsent(event.aggregateId(), id -> new int[1])[0];
            parameters.text(event.aggregateId());
            parameters.text(Integer.toString(version));
            parameters.message(event.line(), serial++);
            return 1;
        });
    }
}
