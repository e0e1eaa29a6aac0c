package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.EventLines;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.Requests;
import dev.mayfly.bench.peer.Child;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.peer.Redis;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Single appends by other people's tools, so that nobody has to believe the generator. */
final class AppendTools implements Bench {
    private static final int CONNECTIONS = 32;
    private static final String WHAT = "32 connections, by wrk and by redis-benchmark";
    private static final Pattern WRK_RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "append-tools";
    }

    @Override
    public String title() {
        return "The same single appends over 32 connections, driven by third-party tools written in C: `wrk` for"
                + " HTTP, and `redis-benchmark` for Redis, which sends the same event repeatedly to random streams.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        EventLines lines = EventLines.over(10_000);
        Turns turns = new Turns(lab);
        if (!lab.missing("wrk", "wrk")) {
            Cycle appends = new Cycle(Requests.appends(lines), 0);
            QuarkusServer mayfly = lab.mayfly("8g");
            QuarkusServer empty = lab.empty();
            lab.warmUp(mayfly, CONNECTIONS, i -> new HttpDialogue(appends));
            lab.warmUp(empty, CONNECTIONS, i -> new HttpDialogue(appends));
            Path script = script(lab, lines);
            turns.add(Entry.rate(WHAT, Figure.OURS), () -> wrk(lab, mayfly.port(), script));
            turns.add(Entry.rate(WHAT, "empty resource"), () -> wrk(lab, empty.port(), script));
        }
        Optional<Redis> redis = lab.redis();
        if (redis.isPresent() && !lab.missing("redis-benchmark", "redis-benchmark")) {
            turns.add(Entry.rate(WHAT, "Redis XADD"), () -> {
                redis.get().clear();
                return redisBenchmark(lab, redis.get().port(), lines);
            });
        }
        turns.run();
    }

    private static double wrk(Lab lab, int port, Path script) throws IOException {
        String output = Child.run(
                lab.file("wrk.log"),
                LIMIT,
                List.of(
                        "wrk",
                        "-t1",
                        "-c" + CONNECTIONS,
                        "-d" + (lab.scale().smoke() ? 1 : 2) + "s",
                        "-s",
                        script.toString(),
                        "http://127.0.0.1:" + port));
        Matcher rate = WRK_RATE.matcher(output);
        if (!rate.find() || output.contains("Non-2xx")) {
            throw new IOException(output);
        }
        return Double.parseDouble(rate.group(1));
    }

    /** Writes requests for wrk: without event ids, which it would have to make while it measures. */
    private static Path script(Lab lab, EventLines lines) throws IOException {
        StringBuilder lua = new StringBuilder("local n = 0\nlocal requests = {\n");
        for (EventLines.Event event : lines.events().subList(0, 1_000)) {
            ByteBuffer body = ByteBuffer.allocate(event.body().sizeBytes());
            event.body().write(body, 0);
            String text = new String(body.array(), StandardCharsets.UTF_8).replaceFirst("\"eventId\":\"[^\"]*\",", "");
            lua.append("  {\"/stores/default/aggregates/")
                    .append(event.aggregateId())
                    .append("/events\", [[");
            lua.append(text).append("]]},\n");
        }
        lua.append("""
                }
                local ready = {}
                function init(args)
                  local headers = {["Content-Type"] = "application/json"}
                  for i, r in ipairs(requests) do ready[i] = wrk.format("POST", r[1], headers, r[2]) end
                end
                function request()
                  n = n % #ready + 1
                  return ready[n]
                end
                """);
        Path script = lab.file("append.lua");
        Files.writeString(script, lua);
        return script;
    }

    private static double redisBenchmark(Lab lab, int port, EventLines lines) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(lines.events().get(1).line().sizeBytes());
        lines.events().get(1).line().write(line, 1);
        String output = Child.run(
                lab.file("redis-benchmark.log"),
                LIMIT,
                List.of(
                        "redis-benchmark",
                        "-p",
                        Integer.toString(port),
                        "-c",
                        Integer.toString(CONNECTIONS),
                        "-n",
                        Integer.toString(lab.scale().events(200_000)),
                        "-r",
                        "10000",
                        "--csv",
                        "XADD",
                        "account-__rand_int__",
                        "*",
                        "e",
                        new String(line.array(), StandardCharsets.UTF_8)));
        String last = output.strip().substring(output.strip().lastIndexOf('\n') + 1);
        // The command is the first field and holds commas itself; the rate is the second of the last eight.
        String[] fields = last.split("\",\"");
        return Double.parseDouble(fields[fields.length - 7].replace("\"", ""));
    }
}
