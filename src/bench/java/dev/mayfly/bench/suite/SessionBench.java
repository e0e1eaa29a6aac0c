package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.Dialogue;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.Load;
import dev.mayfly.bench.load.Message;
import dev.mayfly.bench.load.RedisDialogue;
import dev.mayfly.bench.load.Requests;
import dev.mayfly.bench.load.Stamp;
import dev.mayfly.bench.peer.Http;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.peer.Redis;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Sessions: reads that are uses, changes, and the memory that they take. */
final class SessionBench implements Bench {
    private static final int CONNECTIONS = 32;
    private static final int FILLING = 8;
    private static final int SESSIONS = 100_000;
    private static final int USED = 10_000;
    private static final String TTL_SECONDS = "1800";

    private static final String READ = "read and use, " + CONNECTIONS + " connections";
    private static final String CHANGE = "change, " + CONNECTIONS + " connections";
    private static final String MEMORY = "a live session with 200 bytes of attributes";

    private static final String CART = "[\"book-4711\",\"book-0815\"]";
    private static final String CSRF = "c0ffee00c0ffee00c0ffee00c0ffee00";
    private static final String TRAIL = "[\"/home\",\"/books\",\"/books/4711\",\"/books/0815/about\",\"/cart\"]";

    /** Attributes of 200 bytes, the first of which has a place for a number. */
    private static final String ATTRIBUTES = "{\"seen\":\"" + Stamp.Kind.ID.place() + "\",\"theme\":\"dark\","
            + "\"locale\":\"fr-FR\",\"cart\":" + CART + ",\"csrf\":\"" + CSRF + "\",\"trail\":" + TRAIL + "}";

    private static final String SPRING = "spring:session:";
    private static final String PRINCIPAL =
            "org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME";

    private static final Pattern POSITION = Pattern.compile("\"position\":(\\d+)");

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public String title() {
        return "Sessions with 200 bytes of attributes, over 32 connections: `GET /sessions/{id}?touch=true` beside Redis'"
                + " `GETEX` of the same text, and a `PUT` that changes one attribute beside `SET … EX` of the same body."
                + " Mayfly also records each change as an event, and keeps the index by user. Memory is the live heap"
                + " after a full collection, the events of the starts included, beside the growth of Redis' `used_memory`:"
                + " for the hash in which Spring Session keeps a session, and for that with what its indexed repository"
                + " adds for expiry and for the index by user, two sessions a user. Both have plain values, which Spring"
                + " Session serialises by default.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        int sessions = lab.scale().events(SESSIONS);
        int used = Math.min(USED, sessions);
        QuarkusServer mayfly = lab.mayfly("4g");
        Optional<Redis> redis = lab.redis();
        memory(lab, mayfly, redis, sessions);

        Cycle uses = cycle(used, i -> Requests.get("/sessions/" + id(i) + "?touch=true"));
        Cycle changes = cycle(used, i -> Requests.put("/sessions/" + id(i), body("")));
        lab.warmUp(mayfly, CONNECTIONS, i -> new HttpDialogue(uses));
        lab.warmUp(mayfly, CONNECTIONS, i -> new HttpDialogue(changes));

        long before = position(mayfly);
        Turns reads = new Turns(lab);
        reads.add(entry(READ, Figure.OURS), () -> lab.rate(mayfly, CONNECTIONS, i -> new HttpDialogue(uses)));
        Turns writes = new Turns(lab);
        writes.add(entry(CHANGE, Figure.OURS), () -> lab.rate(mayfly, CONNECTIONS, i -> new HttpDialogue(changes)));
        if (redis.isPresent()) {
            Redis peer = redis.get();
            peer.clear();
            String text = Http.get(mayfly.port(), "/sessions/" + id(0));
            Cycle fill = cycle(used, i -> command("SET", id(i), text, "EX", TTL_SECONDS));
            once(peer.port(), used, i -> new RedisDialogue(fill));
            Cycle gets = cycle(used, i -> command("GETEX", id(i), "EX", TTL_SECONDS));
            Cycle sets = cycle(used, SessionBench::set);
            reads.add(entry(READ, "Redis GETEX"), () -> lab.rate(peer, CONNECTIONS, i -> new RedisDialogue(gets)));
            writes.add(entry(CHANGE, "Redis SET EX"), () -> lab.rate(peer, CONNECTIONS, i -> new RedisDialogue(sets)));
        }
        reads.run();
        lab.notebook()
                .note(String.format(Locale.ROOT, "Events that the reads appended: %,d.", position(mayfly) - before));
        writes.run();
    }

    private static void memory(Lab lab, QuarkusServer mayfly, Optional<Redis> redis, int sessions) throws IOException {
        long before = liveHeap(lab, mayfly);
        Cycle starts =
                cycle(sessions, i -> Requests.put("/sessions/" + id(i), body("\"userId\":\"" + user(i) + "\",")));
        once(mayfly.port(), sessions, i -> new HttpDialogue(starts));
        double ours = (liveHeap(lab, mayfly) - before) / (double) sessions;
        lab.notebook().add(Entry.cost(MEMORY, Figure.OURS, "bytes"), ours);
        if (redis.isPresent()) {
            Redis peer = redis.get();
            redisMemory(lab, peer, "Redis, Spring Session's hash", sessions, SessionBench::hash);
            redisMemory(lab, peer, "Redis, Spring Session, indexed", sessions, SessionBench::indexed);
        }
    }

    private static void redisMemory(Lab lab, Redis redis, String subject, int sessions, IntFunction<Message> session)
            throws IOException {
        redis.clear();
        long before = redis.info("used_memory");
        Cycle starts = cycle(sessions, session);
        once(redis.port(), sessions * session.apply(0).events(), i -> new RedisDialogue(starts));
        double bytes = (redis.info("used_memory") - before) / (double) sessions;
        lab.notebook().add(Entry.cost(MEMORY, subject, "bytes"), bytes);
    }

    /** Returns the commands that keep a session as the repository of Spring Session without indexes does. */
    private static Message hash(int i) {
        String key = SPRING + "sessions:" + id(i);
        String attribute = "sessionAttr:";
        return Message.joined(List.of(
                command(
                        "HSET",
                        key,
                        "creationTime",
                        "1767225600000",
                        "lastAccessedTime",
                        "1767225600000",
                        "maxInactiveInterval",
                        TTL_SECONDS,
                        attribute + PRINCIPAL,
                        user(i),
                        attribute + "seen",
                        Stamp.id(i),
                        attribute + "theme",
                        "dark",
                        attribute + "locale",
                        "fr-FR",
                        attribute + "cart",
                        CART,
                        attribute + "csrf",
                        CSRF,
                        attribute + "trail",
                        TRAIL),
                command("EXPIRE", key, "2100")));
    }

    /** Returns the same with what the repository with indexes adds. */
    private static Message indexed(int i) {
        String expires = SPRING + "sessions:expires:" + id(i);
        return Message.joined(List.of(
                hash(i),
                command("SADD", SPRING + "expirations:1767227400000", "expires:" + id(i)),
                command("SET", expires, "", "EX", TTL_SECONDS),
                command("SADD", SPRING + "index:" + PRINCIPAL + ":" + user(i), id(i))));
    }

    private static Message set(int i) {
        Message body = body("");
        return body.between(
                "*5\r\n$3\r\nSET\r\n$" + id(i).length() + "\r\n" + id(i) + "\r\n$" + body.sizeBytes() + "\r\n",
                "\r\n$2\r\nEX\r\n$4\r\n" + TTL_SECONDS + "\r\n");
    }

    private static Message command(String... words) {
        return Message.of(RedisDialogue.command(words));
    }

    /** Returns the body of a {@code PUT}, in which one attribute is another one each time. */
    private static Message body(String members) {
        String text = "{" + members + "\"attributes\":" + ATTRIBUTES + "}";
        return new Message(
                text.getBytes(StandardCharsets.US_ASCII),
                List.of(new Stamp(text.indexOf(Stamp.Kind.ID.place()), Stamp.Kind.ID, serial -> serial)),
                1);
    }

    private static String id(int i) {
        return String.format("a-session-of-the-bench-of-sessions-%08d", i);
    }

    private static String user(int i) {
        return String.format("user-%06d", i / 2);
    }

    private static Cycle cycle(int count, IntFunction<Message> message) {
        return new Cycle(IntStream.range(0, count).mapToObj(message).toList(), 0);
    }

    private static Entry entry(String what, String subject) {
        return new Entry(what, subject, "requests/s", true);
    }

    private static void once(int port, long events, IntFunction<Dialogue> dialogues) throws IOException {
        try (Load load = Load.connect(port, FILLING, dialogues)) {
            load.until(events);
        }
    }

    private static long position(QuarkusServer mayfly) throws IOException {
        return number(POSITION, Http.get(mayfly.port(), "/stores/default"));
    }

    /** Returns the bytes of the objects that are left after a full collection. */
    private static long liveHeap(Lab lab, QuarkusServer mayfly) throws IOException {
        return lab.jdk().liveHeapBytes(mayfly.process().pid(), lab.file("histogram.log"));
    }

    private static long number(Pattern pattern, String text) throws IOException {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("No " + pattern + " in " + text);
        }
        return Long.parseLong(found.group(1));
    }
}
