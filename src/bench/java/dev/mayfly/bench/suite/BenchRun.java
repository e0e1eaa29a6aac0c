package dev.mayfly.bench.suite;

import dev.mayfly.bench.peer.Jdk;
import dev.mayfly.bench.report.Plots;
import dev.mayfly.bench.report.Results;
import dev.mayfly.bench.report.Section;
import dev.mayfly.bench.report.ShortTable;
import dev.mayfly.bench.report.Table;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Runs benches, all or those named, and writes what they find. {@code --smoke} runs them at tiny sizes, to see that the
 * tools work, and writes below {@code target}; {@code --list} names them; {@code --table} prints the short table of the
 * results that are there.
 */
public final class BenchRun {
    private static final long LIMIT_MILLIS = 40 * 60 * 1_000L;
    private static final Path MEMORY = Path.of("/dev/shm");

    private BenchRun() {}

    /** Runs the benches that the arguments name. */
    public static void main(String[] arguments) throws Exception {
        List<String> names = new ArrayList<>(List.of(arguments));
        boolean smoke = names.remove("--smoke");
        if (names.remove("--list")) {
            Benches.ALL.forEach(bench -> System.out.println(bench.name()));
            return;
        }
        if (names.remove("--table")) {
            System.out.print(new ShortTable(Results.read(Path.of("bench/results.json"))).markdown());
            return;
        }
        List<String> unknown =
                names.stream().filter(name -> !Benches.names().contains(name)).toList();
        if (!unknown.isEmpty()) {
            System.err.println(
                    "There is no bench " + String.join(", ", unknown) + ". The benches are: " + Benches.names());
            System.exit(2);
        }
        List<Bench> chosen = Benches.named(names);
        // No bench may hang for ever; whatever it has started ends with this.
        new Timer(true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                System.err.println("The benches took too long");
                                System.exit(3);
                            }
                        },
                        LIMIT_MILLIS);
        Path home = smoke ? Files.createDirectories(Path.of("target/bench/smoke")) : Path.of("bench");
        Path plots = smoke ? home.resolve("plots") : Path.of("docs/plots");
        Path scratch = Files.createTempDirectory(Files.isWritable(MEMORY) ? MEMORY : Path.of("target"), "mayfly-bench");
        Files.setPosixFilePermissions(scratch, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(scratch)));
        System.exit(run(chosen, new Scale(smoke), home, plots, scratch) ? 0 : 1);
    }

    private static boolean run(List<Bench> chosen, Scale scale, Path home, Path plots, Path scratch)
            throws IOException {
        Jdk jdk = Jdk.measured();
        Machine machine = new Machine(scratch);
        String commit = machine.commit();
        Results results = Results.read(home.resolve("results.json"));
        results.machine().putAll(machine.shape());
        results.versions().putAll(machine.versions(jdk));
        boolean well = true;
        for (Bench bench : chosen) {
            System.err.println(bench.name());
            long start = System.nanoTime();
            Path directory = Files.createDirectory(scratch.resolve(bench.name()));
            Files.setPosixFilePermissions(
                    directory, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
            try (Lab lab = new Lab(scale, jdk, directory)) {
                bench.run(lab);
                Notebook notebook = lab.notebook();
                results.sections()
                        .put(
                                bench.name(),
                                new Section(
                                        bench.name(),
                                        bench.title(),
                                        Instant.now()
                                                .truncatedTo(ChronoUnit.SECONDS)
                                                .toString(),
                                        commit,
                                        "JDK " + jdk.version(),
                                        notebook.figures(),
                                        notebook.curves(),
                                        notebook.notes()));
            } catch (Exception failure) {
                well = false;
                System.err.println(bench.name() + " failed:");
                failure.printStackTrace();
            }
            delete(directory);
            System.err.printf("  took %d s%n", (System.nanoTime() - start) / 1_000_000_000);
            // After each bench, so that what was found is not lost if a later one is stopped.
            Results ordered = results.inOrder(Benches.names());
            ordered.write(home.resolve("results.json"));
            Files.writeString(home.resolve("results.md"), new Table(ordered).markdown());
            Plots.write(ordered, plots);
        }
        return well;
    }

    private static void delete(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException left) {
            System.err.println(directory + " could not be removed: " + left);
        }
    }
}
