package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Cycle;
import dev.mayfly.bench.load.Dialogue;
import dev.mayfly.bench.load.EventLines;
import dev.mayfly.bench.load.HttpDialogue;
import dev.mayfly.bench.load.Load;
import dev.mayfly.bench.load.Requests;
import dev.mayfly.bench.peer.Jdk;
import dev.mayfly.bench.peer.QuarkusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time goes: loads the packaged application and counts JFR's samples by method, by what called it, and by what
 * was allocated. Started by {@code bench/profile append|read|ingest}; the recording stays in {@code target/bench}.
 */
public final class Profile {
    private static final int SHOWN = 25;
    private static final String WAITING = "sun.nio.ch.EPoll.wait";
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(15);

    private final Map<String, Long> methods = new HashMap<>();
    private final Map<String, Long> layers = new HashMap<>();
    private final Map<String, Long> allocated = new HashMap<>();
    private final Map<String, Long> allocators = new HashMap<>();

    private Profile() {}

    private record Work(int connections, IntFunction<Dialogue> dialogues) {}

    /** Profiles what the argument names. */
    public static void main(String[] arguments) throws IOException {
        String name = arguments.length == 1 ? arguments[0] : "";
        if (!List.of("append", "read", "ingest").contains(name)) {
            System.err.println("bench/profile append|read|ingest");
            System.exit(2);
        }
        Path directory = Files.createDirectories(Path.of("target/bench"));
        Path recording = directory.resolve(name + ".jfr").toAbsolutePath();
        List<String> options = List.of(
                "-XX:+UseSerialGC",
                "-Xmx8g",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+DebugNonSafepoints",
                "-XX:StartFlightRecording=settings=profile,dumponexit=true,delay=" + WARM_UP.toSeconds() + "s,filename="
                        + recording);
        Path jar = Path.of("target/quarkus-app/quarkus-run.jar");
        try (QuarkusServer mayfly = QuarkusServer.jar(Jdk.measured(), jar, directory.resolve(name + ".log"), options)) {
            Work work = work(name, mayfly);
            try (Load load = Load.connect(mayfly.port(), work.connections, work.dialogues)) {
                load.during(WARM_UP);
                Load.Outcome outcome = load.during(MEASURED);
                System.out.printf(Locale.ROOT, "%s: %,.0f a second%n", name, outcome.eventsPerSecond());
            }
        }
        Profile profile = new Profile();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                profile.take(file.readEvent());
            }
        }
        profile.print();
    }

    private static Work work(String name, QuarkusServer mayfly) throws IOException {
        EventLines lines = EventLines.over(10_000);
        switch (name) {
            case "append" -> {
                Cycle appends = new Cycle(Requests.appends(lines), 0);
                return new Work(32, i -> new HttpDialogue(appends));
            }
            case "ingest" -> {
                Cycle ingests = new Cycle(Requests.ingests(lines, 100), 0);
                return new Work(1, i -> new HttpDialogue(ingests));
            }
            default -> {
                Histories histories = new Histories(1_000, 10);
                histories.fill(mayfly);
                Cycle reads = histories.reads();
                return new Work(32, i -> new HttpDialogue(reads));
            }
        }
    }

    private void take(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return;
        }
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample", "jdk.NativeMethodSample" -> {
                String method = name(frames.get(0));
                if (!method.equals(WAITING)) {
                    count(methods, method, 1);
                    count(layers, layer(frames), 1);
                }
            }
            case "jdk.ObjectAllocationSample" -> {
                long weight = event.getLong("weight");
                count(allocated, event.getClass("objectClass").getName(), weight);
                count(allocators, layer(frames), weight);
            }
            default -> {
                // The recording has more than is needed here.
            }
        }
    }

    /** Returns the topmost frame that is ours, or else the package of the topmost that is no JDK's. */
    private static String layer(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            if (type(frame).startsWith("dev.mayfly.")) {
                return name(frame);
            }
        }
        for (RecordedFrame frame : frames) {
            String type = type(frame);
            if (!type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.")) {
                String[] parts = type.split("\\.");
                return String.join(".", List.of(parts).subList(0, Math.min(3, parts.length - 1))) + ".*";
            }
        }
        return "JDK alone";
    }

    private static String type(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }

    private static String name(RecordedFrame frame) {
        return type(frame) + "." + frame.getMethod().getName();
    }

    private static void count(Map<String, Long> counts, String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    private void print() {
        print("Samples by method", methods);
        print("Samples by the topmost method of ours, or by library where we are not on the stack", layers);
        print("Bytes allocated, by class", allocated);
        print("Bytes allocated, by the topmost method of ours, or by library", allocators);
    }

    private static void print(String title, Map<String, Long> counts) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf(Locale.ROOT, "%n%s (%,d)%n", title, all);
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .forEach(entry -> System.out.printf(
                        Locale.ROOT, "%5.1f %%  %s%n", entry.getValue() * 100.0 / all, entry.getKey()));
    }
}
