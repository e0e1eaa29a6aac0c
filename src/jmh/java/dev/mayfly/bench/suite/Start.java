package dev.mayfly.bench.suite;

import dev.mayfly.bench.peer.Child;
import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Time from the start to the first answer, and the memory of an idle process. */
final class Start implements Bench {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROUNDS = 5;
    private static final long SETTLE_MILLIS = 1_500;

    private record Program(String name, String ask, String answer, Command command) {
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
        return "From the start of the process to its first answer (`GET /stores/default`; `PING` for Redis), asked every half"
                + " millisecond, and the memory in RAM of the process that has answered once and idled for 1.5 s. The"
                + " native executable is measured if `MAYFLY_NATIVE` is its path.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        String get = "GET /stores/default HTTP/1.1\r\nHost: localhost\r\n\r\n";
        List<String> jar = List.of(lab.jdk().java(), "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=75");
        measure(lab, "jar on a JVM", new Program(Figure.OURS, get, "200", port -> Lab.command(jar, port, true)));
        String executable = System.getenv("MAYFLY_NATIVE");
        if (executable == null) {
            lab.notebook().note("No native executable was given: left out.");
        } else {
            List<String> command = List.of(executable);
            Program program = new Program(Figure.OURS, get, "200", port -> Lab.command(command, port, false));
            measure(lab, "native executable", program);
        }
    }

    private static void measure(Lab lab, String what, Program ours) throws Exception {
        Entry time = Entry.cost(what + ", first answer", Figure.OURS, "ms");
        Entry memory = Entry.cost(what + ", idle memory", Figure.OURS, "MB");
        Program redis = new Program(
                "Redis",
                "PING\r\n",
                "PONG",
                port -> List.of("redis-server", "--port", Integer.toString(port), "--save", "", "--appendonly", "no"));
        boolean beside = !lab.missing("redis-server", "Redis");
        for (int round = 0; round < (lab.scale().smoke() ? 1 : ROUNDS); round++) {
            start(lab, ours, time, memory);
            if (beside) {
                start(
                        lab,
                        redis,
                        Entry.cost(time.what(), redis.name, time.unit()),
                        Entry.cost(memory.what(), redis.name, memory.unit()));
            }
        }
    }

    private static void start(Lab lab, Program program, Entry time, Entry memory) throws Exception {
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
            lab.notebook().add(time, (System.nanoTime() - child.startNanos()) / 1e6);
            if (!lab.scale().smoke()) {
                Thread.sleep(SETTLE_MILLIS);
            }
            lab.notebook().add(memory, child.residentBytes() / 1e6);
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
