package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Dialogue;
import dev.mayfly.bench.load.EventLines;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.Message;
import dev.mayfly.bench.load.RedisDialogue;
import dev.mayfly.bench.load.Source;
import dev.mayfly.bench.peer.Postgres;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.peer.Redis;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Appends that expect a version. */
final class AppendConditional implements Bench {
    private static final int CONNECTIONS = 32;
    private static final int AGGREGATES = 100;
    private static final int LARGEST_BYTES = 2_000;
    private static final String WHAT = "expected version, 32 connections";
    private static final String SCRIPT = "if redis.call('XLEN',KEYS[1]) ~= tonumber(ARGV[1]) then"
            + " return redis.error_reply('conflict') end return redis.call('XADD',KEYS[1],'*','e',ARGV[2])";

    private final EventLines lines = EventLines.over(10_000);

    @Override
    public String name() {
        return "append-conditional";
    }

    @Override
    public String title() {
        return "Single appends with an expected version that is always met: `If-Match` for Mayfly, a script around"
                + " `XLEN` and `XADD` for Redis, a unique (stream, version) for PostgreSQL.";
    }

    /** The appends of one connection, which has 100 aggregates of its own and knows their versions. */
    private abstract class Versioned implements Source {
        private final int connection;
        private final int[] versions = new int[AGGREGATES];
        private int next;
        private long serial;

        Versioned(int connection) {
            this.connection = connection;
            this.serial = (long) connection << 32;
        }

        @Override
        public int largestBytes() {
            return LARGEST_BYTES;
        }

        @Override
        public int write(ByteBuffer out) {
            int aggregate = next++ % AGGREGATES;
            Message body = lines.events().get(next % EventLines.SIZE).body();
            write(out, "owned-" + connection + "x" + aggregate, versions[aggregate]++, body, serial++);
            return 1;
        }

        abstract void write(ByteBuffer out, String aggregateId, int version, Message body, long serial);

        final void put(ByteBuffer out, String text) {
            for (int i = 0; i < text.length(); i++) {
                out.put((byte) text.charAt(i));
            }
        }
    }

    private final class ToMayfly extends Versioned {
        ToMayfly(int connection) {
            super(connection);
        }

        @Override
        void write(ByteBuffer out, String aggregateId, int version, Message body, long serial) {
            put(out, "POST /stores/default/aggregates/" + aggregateId + "/events HTTP/1.1\r\nHost: localhost\r\n");
            put(out, version == 0 ? "If-None-Match: *\r\n" : "If-Match: \"" + version + "\"\r\n");
            put(out, "Content-Type: application/json\r\nContent-Length: " + body.sizeBytes() + "\r\n\r\n");
            body.write(out, serial);
        }
    }

    private final class ToRedis extends Versioned {
        private final String digest;

        ToRedis(int connection, String digest) {
            super(connection);
            this.digest = digest;
        }

        @Override
        void write(ByteBuffer out, String aggregateId, int version, Message body, long serial) {
            String event = "$" + body.sizeBytes() + "\r\n";
            String words = RedisDialogue.command("EVALSHA", digest, "1", aggregateId, Integer.toString(version));
            put(out, "*6" + words.substring(2) + event);
            body.write(out, serial);
            out.put("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void run(Lab lab) throws Exception {
        QuarkusServer mayfly = lab.mayfly("6g");
        Optional<Redis> redis = lab.redis();
        Optional<Postgres> postgres = lab.postgres();
        Dialogue[] ours = new Dialogue[CONNECTIONS];
        for (int i = 0; i < CONNECTIONS; i++) {
            ours[i] = new HttpDialogue(new ToMayfly(i));
        }
        lab.warmUp(mayfly, CONNECTIONS, i -> ours[i]);
        Turns turns = new Turns(lab);
        turns.add(Entry.rate(WHAT, Figure.OURS), () -> lab.rate(mayfly, CONNECTIONS, i -> ours[i]));
        if (redis.isPresent()) {
            String digest = redis.get().script(SCRIPT);
            turns.add(Entry.rate(WHAT, "Redis, by script"), () -> {
                redis.get().clear();
                return lab.rate(redis.get(), CONNECTIONS, i -> new RedisDialogue(new ToRedis(i, digest)));
            });
        }
        if (postgres.isPresent()) {
            PostgresAppends inserts = new PostgresAppends(lines);
            turns.add(Entry.rate(WHAT, "PostgreSQL"), () -> {
                postgres.get().clear();
                inserts.clear();
                return lab.rate(postgres.get(), CONNECTIONS, i -> inserts.dialogue());
            });
        }
        turns.run();
    }
}
