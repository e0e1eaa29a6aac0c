package dev.mayfly.bench.suite;

import dev.mayfly.bench.peer.Child;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time from the start to the first answer, and the memory of an idle process. */
final class Start implements Bench {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROUNDS = 10;
    private static final int FIRST_JDK_WITH_CACHES = 25;

    /** The packaged application with a class path that a cache can be made for. */
    private static final Path CACHEABLE = Path.of("target/quarkus-app-aot");

    private static final long SETTLE_MILLIS = 1_500;

    private record Program(String what, String name, String ask, String answer, Command command) {
        interface Command {
            List<String> at(int port);
        }
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "The time from the start of the process to its first answer (`GET /stores/default`; `PING` for"
                + " Redis), with a request every half millisecond, and the resident memory of the process after one"
                + " answer and 1.5 s of idling. Contenders start in turn, after one start each that does not count."
                + " The AOT cache is trained as for the image (`src/main/docker/train`). The native executable is"
                + " measured if `MAYFLY_NATIVE` is its path.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        List<Program> programs = new ArrayList<>();
        List<String> jvm = List.of(lab.jdk().java(), "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=75");
        programs.add(ours("jar on a JVM", port -> Lab.command(jvm, port, true)));
        if (lab.jdk().feature() < FIRST_JDK_WITH_CACHES || !Files.isDirectory(CACHEABLE)) {
            lab.notebook().note("No AOT cache, for want of a JDK 25: left out.");
        } else {
            Path trained = trained(lab);
            List<String> cached = with(jvm, "-XX:-UsePerfData", "-XX:AOTCache=" + trained.resolve("app.aot"));
            String jar = trained.resolve("quarkus-run.jar").toString();
            programs.add(ours("jar with an AOT cache", port -> with(Lab.command(cached, port, false), "-jar", jar)));
            List<String> simple = with(cached, "-XX:TieredStopAtLevel=1");
            programs.add(ours(
                    "jar with an AOT cache, C1 alone", port -> with(Lab.command(simple, port, false), "-jar", jar)));
        }
        String executable = System.getenv("MAYFLY_NATIVE");
        if (executable == null) {
            lab.notebook().note("No native executable was given: left out.");
        } else {
            programs.add(ours("native executable", port -> Lab.command(List.of(executable), port, false)));
        }
        boolean beside = !lab.missing("redis-server", "Redis");
        for (int round = lab.scale().smoke() ? 1 : 0; round <= (lab.scale().smoke() ? 1 : ROUNDS); round++) {
            for (Program program : programs) {
                start(lab, program, round > 0);
            }
            if (beside) {
                for (Program program : programs) {
                    start(lab, redis(program.what), round > 0);
                }
            }
        }
    }

    private static Program ours(String what, Program.Command command) {
        return new Program(
                what, Figure.OURS, "GET /stores/default HTTP/1.1\r\nHost: localhost\r\n\r\n", "200", command);
    }

    private static Program redis(String what) {
        return new Program(
                what,
                "Redis",
                "PING\r\n",
                "PONG",
                port -> List.of("redis-server", "--port", Integer.toString(port), "--save", "", "--appendonly", "no"));
    }

    /** Returns a copy of the application that has its cache beside it. */
    private static Path trained(Lab lab) throws IOException {
        Path copy = lab.file("trained");
        Child.run(lab.file("copy.log"), LIMIT, List.of("cp", "-a", CACHEABLE.toString(), copy.toString()));
        Child.run(
                lab.file("train.log"),
                LIMIT.multipliedBy(3),
                List.of("env", "JAVA_HOME=" + lab.jdk().home(), "bash", "src/main/docker/train", copy.toString()));
        return copy;
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> longer = new ArrayList<>(command);
        longer.addAll(List.of(more));
        return longer;
    }

    private static void start(Lab lab, Program program, boolean counts) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (Child child = Child.start(lab.file("start.log"), program.command.at(port))) {
            long end = child.startNanos() + LIMIT.toNanos();
            while (!answers(port, program)) {
                if (!child.running() || System.nanoTime() > end) {
                    throw new IOException(program.name + " did not start: " + child.log());
                }
                Thread.sleep(0, 500_000);
            }
            double millis = (System.nanoTime() - child.startNanos()) / 1e6;
            if (!counts) {
                return;
            }
            lab.notebook().add(Entry.cost(program.what + ", first answer", program.name, "ms"), millis);
            if (!lab.scale().smoke()) {
                Thread.sleep(SETTLE_MILLIS);
            }
            lab.notebook()
                    .add(Entry.cost(program.what + ", idle memory", program.name, "MB"), child.residentBytes() / 1e6);
        }
    }

    private static boolean answers(int port, Program program) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(program.ask.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[512];
            int size = socket.getInputStream().read(answer);
            return size > 0 && new String(answer, 0, size, StandardCharsets.US_ASCII).contains(program.answer);
        } catch (IOException notYet) {
            return false;
        }
    }
}
