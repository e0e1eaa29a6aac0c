package dev.mayfly.bench.suite;

import dev.mayfly.bench.neighbour.Attack;
import dev.mayfly.bench.peer.Child;
import dev.mayfly.bench.peer.Http;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.peer.Token;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a client notices of another one that does what it can to hurt. */
final class Neighbours implements Bench {
    private static final String OTHER_JAR = "MAYFLY_OTHER_JAR";
    private static final String NATIVE = "MAYFLY_NATIVE";
    private static final String CLIENT = "client";
    private static final String ATTACKER = "attacker";
    /** With tokens, a smoke test tries one attack of so many. */
    private static final int SMOKE_SHARE = 4;

    private static final int LINES = 2_000;
    private static final int CALM_SECONDS = 4;
    /** How long the client asks until the server's code is compiled. */
    private static final int WARM_SECONDS = 30;

    private static final int AFTER_SECONDS = 6;
    private static final int FULL = 507;
    private static final long SLOW_MICROS = 100_000;
    private static final Pattern USED = Pattern.compile("(?m)^mayfly_memory_bytes(?:\\{[^}]*})? (\\S+)$");
    private static final Pattern LIMIT = Pattern.compile("(?m)^mayfly_memory_limit_bytes(?:\\{[^}]*})? (\\S+)$");
    private static final Pattern STORE = Pattern.compile("\"name\":\"(attack[^\"]*)\"");

    private final boolean tokens;

    /** Makes the bench; with tokens, both clients have one. */
    Neighbours(boolean tokens) {
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return tokens ? "neighbours-tokens" : "neighbours";
    }

    @Override
    public String title() {
        return "What a client notices of its neighbour" + (tokens ? ", each with a token of its own" : "")
                + ". Mayfly has a heap of 256 MiB, half of which its stores may take"
                + " is taken. The client appends an event, reads a history of ten and asks the liveness probe, each 50"
                + " times a second on a connection that it keeps, from an address of its own. Another process at `nice"
                + " 19` attacks from a second address. The time counts from the moment at which a request was due;"
                + " one that got no answer, or one with a status from 400 on, failed. Recovery is the time from the"
                + " attack's end to the last answer that failed or took more than 100 ms. " + OTHER_JAR
                + " names the jar of another build to be attacked as well, and " + NATIVE + " an executable.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        List<Attack> attacks = new ArrayList<>(Attack.all());
        String only = System.getenv("MAYFLY_ATTACK");
        if (only != null) {
            attacks.removeIf(attack -> !attack.name().contains(only));
        }
        if (tokens) {
            if (lab.scale().smoke()) {
                attacks.removeIf(attack -> Attack.all().indexOf(attack) % SMOKE_SHARE != 0);
            }
            Token.use(CLIENT);
            try {
                measure(lab, "with tokens", new Program(lab.file("tokens.json"), null, null), attacks);
            } finally {
                Token.use(null);
            }
            return;
        }
        measure(lab, Figure.OURS, new Program(null, null, null), attacks);
        String executable = System.getenv(NATIVE);
        if (executable != null) {
            measure(lab, "native", new Program(null, null, Path.of(executable)), attacks);
        }
        String other = System.getenv(OTHER_JAR);
        if (other != null) {
            measure(lab, "the other build", new Program(null, Path.of(other), null), attacks);
        }
    }

    /**
     * What is attacked.
     *
     * @param tokens its file of tokens, or null
     * @param jar its jar, or null for what was built last
     * @param executable the native executable in place of a jar, or null
     */
    private record Program(
            @Nullable Path tokens,
            @Nullable Path jar,
            @Nullable Path executable) {
        QuarkusServer start(Lab lab) throws IOException {
            List<String> options = new ArrayList<>(List.of("-XX:+ExitOnOutOfMemoryError"));
            if (tokens != null) {
                Token.write(tokens, CLIENT, ATTACKER);
                options.add("-Dmayfly.tokens=" + tokens);
            }
            if (executable != null) {
                options.add("-XX:MaxDirectMemorySize=128m");
                return lab.executable(executable, "256m", options.toArray(String[]::new));
            }
            options.addAll(List.of("-XX:MaxDirectMemorySize=128m", "-XX:ActiveProcessorCount=2"));
            String[] all = options.toArray(String[]::new);
            return jar == null ? lab.mayfly("256m", all) : lab.mayfly(jar, "256m", all);
        }

        boolean isJar() {
            return executable == null;
        }
    }

    private void measure(Lab lab, String subject, Program program, List<Attack> attacks) throws Exception {
        QuarkusServer server = filled(lab, program);
        int warmSeconds = lab.scale().smoke() ? CALM_SECONDS : WARM_SECONDS;
        List<Answer> calm =
                watch(lab, server, warmSeconds + CALM_SECONDS, () -> {}).after(warmSeconds * 1_000L);
        lab.notebook().add(Entry.cost("no attack, p99", subject, "ms"), percentile(calm, 99));
        for (Attack attack : attacks) {
            if (!server.process().running() || !lab.scale().smoke() && !recovered(lab, server)) {
                lab.notebook().note(subject + " was started anew before: " + attack.name());
                server.close();
                server = filled(lab, program);
            }
            attacked(lab, subject, program, server, attack);
        }
        server.close();
    }

    /** Attacks once, and writes down what the client noticed. */
    private void attacked(Lab lab, String subject, Program program, QuarkusServer server, Attack attack)
            throws IOException {
        Notebook notebook = lab.notebook();
        boolean smoke = lab.scale().smoke();
        int seconds = smoke ? 1 : 10;
        int calmSeconds = smoke ? 1 : CALM_SECONDS;
        int afterSeconds = smoke ? 1 : AFTER_SECONDS;
        long heapBefore = smoke || !program.isJar() ? 0 : liveHeapBytes(lab, server);
        String[] rate = {""};
        long[] times = new long[2];
        Observed observed;
        try {
            attacker(lab, "prepare", attack.name(), Integer.toString(server.port()));
            observed = watch(lab, server, calmSeconds + seconds + afterSeconds, () -> {
                pause(calmSeconds * 1_000L);
                times[0] = System.currentTimeMillis();
                rate[0] =
                        attacker(lab, "run", attack.name(), Integer.toString(server.port()), Integer.toString(seconds));
                times[1] = System.currentTimeMillis();
            });
        } catch (IOException failure) {
            notebook.note(subject + " could not be attacked: " + attack.name() + ": "
                    + failure.getMessage().lines().findFirst().orElse(""));
            if (smoke) {
                throw failure;
            }
            return;
        }
        List<Answer> during = observed.between(times[0], times[1]);
        List<Answer> after = observed.between(times[1], Long.MAX_VALUE);
        notebook.add(Entry.cost(attack.name() + ", p99", subject, "ms"), percentile(during, 99));
        notebook.add(
                Entry.cost(attack.name() + ", failed", subject, "answers"),
                during.stream().filter(Answer::failed).count());
        notebook.add(
                Entry.cost(attack.name() + ", recovery", subject, "s"),
                after.stream()
                                .filter(answer -> answer.failed() || answer.micros() > SLOW_MICROS)
                                .mapToLong(answer -> answer.dueMillis() + answer.micros() / 1_000 - times[1])
                                .max()
                                .orElse(0)
                        / 1e3);
        String[] counts = rate[0].strip().split(" ");
        double took = Double.parseDouble(counts[2]);
        notebook.add(
                new Entry(attack.name() + ", the attacker's answers", subject, "/s", true),
                Double.parseDouble(counts[0]) / took);
        notebook.add(
                new Entry(attack.name() + ", the attacker's refusals", subject, "/s", true),
                Double.parseDouble(counts[1]) / took);
        cleared(server);
        if (smoke) {
            check(server, attack, observed);
            return;
        }
        if (!program.isJar()) {
            return;
        }
        long heapAfter = liveHeapBytes(lab, server);
        if (heapBefore > 0 && heapAfter > 0) {
            notebook.add(
                    Entry.cost(attack.name() + ", live heap afterwards to before", subject, "times"),
                    heapAfter / (double) heapBefore);
        }
    }

    /** Fails if the client went without an answer, or the server is gone. The memory of stores has no shares, so it may be full. */
    private static void check(QuarkusServer server, Attack attack, Observed observed) throws IOException {
        List<Integer> refused = observed.answers().stream()
                .filter(answer -> answer.failed() && answer.status() != FULL)
                .map(Answer::status)
                .toList();
        if (observed.answers().isEmpty() || !refused.isEmpty()) {
            throw new IOException("The client got no answers, or " + refused + ", during: " + attack.name());
        }
        if (!server.process().running()) {
            throw new IOException("The server ended during: " + attack.name() + ": "
                    + server.process().log());
        }
        Http.get(server.port(), "/q/health/live");
    }

    /** Starts a server as the image does, and fills half of it. */
    private static QuarkusServer filled(Lab lab, Program program) throws IOException {
        QuarkusServer server = program.start(lab);
        int next = 0;
        double share = 0.5;
        while (memory(server, USED) < share * memory(server, LIMIT)) {
            int from = next;
            Http.post(
                    server.port(),
                    "/stores/default/events",
                    IntStream.range(from, from + LINES)
                            .mapToObj(i -> "{\"aggregateId\":\"fill-" + i % 10_000
                                    + "\",\"eventType\":\"Filled\",\"data\":{\"text\":\"" + "fill ".repeat(30)
                                    + "\",\"n\":" + i + "},\"metadata\":{\"userId\":\"user-" + i % 5_000 + "\"}}\n")
                            .collect(Collectors.joining()));
            next += LINES;
        }
        return server;
    }

    private static double memory(QuarkusServer server, Pattern gauge) throws IOException {
        Matcher found = gauge.matcher(Http.get(server.port(), "/q/metrics"));
        if (!found.find()) {
            throw new IOException("No gauge " + gauge);
        }
        return Double.parseDouble(found.group(1));
    }

    /** Deletes what an attack has made, so that the next one finds what this one found. */
    private static void cleared(QuarkusServer server) {
        try {
            for (int round = 0; round < 500; round++) {
                Matcher names = STORE.matcher(Http.get(server.port(), "/stores?limit=1000"));
                boolean any = false;
                while (names.find()) {
                    any = true;
                    Http.delete(server.port(), "/stores/" + names.group(1));
                }
                if (!any) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The server is started anew before the next attack.
            return;
        }
    }

    /** Returns whether the probe is answered at once, five times in a row. */
    private boolean recovered(Lab lab, QuarkusServer server) throws IOException {
        List<Answer> answers = watch(lab, server, 2, () -> {}).after(1_000);
        return !answers.isEmpty() && answers.stream().noneMatch(Answer::failed);
    }

    private static long liveHeapBytes(Lab lab, QuarkusServer server) {
        try {
            return lab.jdk().liveHeapBytes(server.process().pid(), lab.file("heap.log"));
        } catch (IOException gone) {
            return 0;
        }
    }

    private String attacker(Lab lab, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("nice", "-n", "19", lab.jdk().java(), "-Xmx1g"));
        if (tokens) {
            command.add(Token.option(ATTACKER));
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("dev.mayfly.bench.neighbour.Attacker");
        command.addAll(List.of(arguments));
        return Child.run(lab.file("attacker.log"), Duration.ofSeconds(90), command);
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Lets the client run for so many seconds and something else beside it, and returns what the client noticed. */
    private Observed watch(Lab lab, QuarkusServer server, int seconds, Step beside) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(lab.jdk().java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
        if (tokens) {
            command.add(Token.option(CLIENT));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.mayfly.bench.neighbour.Victim"));
        command.add(Integer.toString(server.port()));
        command.add(Integer.toString(seconds));
        try (Child victim = Child.start(lab.file("victim.log"), command)) {
            beside.run();
            // Answers that never come are waited for as long as a client's patience lasts.
            victim.await(Duration.ofSeconds(seconds + 20L));
            return new Observed(victim.log()
                    .lines()
                    .filter(line -> line.matches("\\d+ \\d+ \\d+"))
                    .map(Answer::of)
                    .toList());
        }
    }

    private record Answer(long dueMillis, long micros, int status) {
        static Answer of(String line) {
            String[] parts = line.split(" ");
            return new Answer(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
        }

        boolean failed() {
            return status == 0 || status >= 400;
        }
    }

    private record Observed(List<Answer> answers) {
        List<Answer> between(long fromMillis, long toMillis) {
            return where(due -> due >= fromMillis && due < toMillis);
        }

        /** Returns those from so long after the first on. */
        List<Answer> after(long millis) {
            long first = answers.stream().mapToLong(Answer::dueMillis).min().orElse(0);
            return where(due -> due >= first + millis);
        }

        private List<Answer> where(LongPredicate due) {
            return answers.stream()
                    .filter(answer -> due.test(answer.dueMillis()))
                    .toList();
        }
    }

    private static double percentile(List<Answer> answers, int percent) {
        if (answers.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        List<Long> sorted = new ArrayList<>(answers.stream().map(Answer::micros).toList());
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100)) / 1e3;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
