package dev.mayfly.bench.suite;

import dev.mayfly.bench.load.Dialogue;
import dev.mayfly.bench.load.Load;
import dev.mayfly.bench.peer.Child;
import dev.mayfly.bench.peer.Jdk;
import dev.mayfly.bench.peer.Nats;
import dev.mayfly.bench.peer.Postgres;
import dev.mayfly.bench.peer.QuarkusServer;
import dev.mayfly.bench.peer.Redis;
import dev.mayfly.bench.peer.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Where one bench works: it starts the servers, stops them at its end, and gives them files of their own. */
final class Lab implements AutoCloseable {
    /** The collector that the image sets. */
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Path EMPTY_JAR = Path.of("bench/empty/target/quarkus-app/quarkus-run.jar");

    private final Scale scale;
    private final Jdk jdk;
    private final Path directory;
    private final Notebook notebook = new Notebook();
    private final List<Server> servers = new ArrayList<>();
    private int files;

    /** Opens a lab whose files are in a directory of their own. */
    Lab(Scale scale, Jdk jdk, Path directory) {
        this.scale = scale;
        this.jdk = jdk;
        this.directory = directory;
    }

    Scale scale() {
        return scale;
    }

    Jdk jdk() {
        return jdk;
    }

    Notebook notebook() {
        return notebook;
    }

    /** Returns a new file name in the lab's directory. */
    Path file(String name) {
        return directory.resolve(++files + "-" + name);
    }

    /** Returns the command that starts Mayfly, by its jar or as an executable, at a port. */
    static List<String> command(List<String> program, int port, boolean jar) {
        List<String> command = new ArrayList<>(program);
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        if (jar) {
            command.addAll(List.of("-jar", JAR.toString()));
        }
        return command;
    }

    /** Starts Mayfly's jar on a heap of this size, as the image starts it. */
    QuarkusServer mayfly(String heap, String... options) throws IOException {
        return mayfly(JAR, heap, options);
    }

    /** Starts another build's jar likewise. */
    QuarkusServer mayfly(Path jar, String heap, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(COLLECTOR, "-Xmx" + heap));
        all.addAll(List.of(options));
        return add(QuarkusServer.jar(jdk, jar, file("mayfly.log"), all));
    }

    /** Starts a native executable on a heap of this size. */
    QuarkusServer executable(Path executable, String heap, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("-Xmx" + heap));
        all.addAll(List.of(options));
        return add(QuarkusServer.executable(executable, file("mayfly.log"), all.toArray(String[]::new)));
    }

    /** Starts the resource that does nothing. */
    QuarkusServer empty() throws IOException {
        return add(QuarkusServer.jar(jdk, EMPTY_JAR, file("empty.log"), List.of(COLLECTOR, "-Xmx2g")));
    }

    /** Starts Redis, if it is installed. */
    Optional<Redis> redis() throws IOException {
        if (missing(Redis.PROGRAM, "Redis")) {
            return Optional.empty();
        }
        return Optional.of(add(Redis.start(file("redis.log"))));
    }

    /** Starts NATS, if it is installed. */
    Optional<Nats> nats() throws IOException {
        if (missing(Nats.PROGRAM, "NATS")) {
            return Optional.empty();
        }
        return Optional.of(add(Nats.start(file("nats.log"), file("nats"))));
    }

    /** Starts PostgreSQL, if it is installed. */
    Optional<Postgres> postgres() throws IOException {
        Path programs = Postgres.programs().orElse(null);
        if (programs == null) {
            notebook.note("PostgreSQL is not installed: left out.");
            return Optional.empty();
        }
        return Optional.of(add(Postgres.start(programs, file("postgres.log"), file("postgres"))));
    }

    /** Returns whether a program is not on the path, and writes it down. */
    boolean missing(String program, String name) {
        if (program(program) != null) {
            return false;
        }
        notebook.note(name + " (" + program + ") is not installed: left out.");
        return true;
    }

    static @Nullable Path program(String name) {
        for (String directory : System.getenv("PATH").split(":")) {
            Path program = Path.of(directory, name);
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        return null;
    }

    private <S extends Server> S add(S server) {
        servers.add(server);
        return server;
    }

    /** Runs a program of the JDK that is measured, and returns what it says. */
    String java(Duration limit, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(jdk.java()));
        command.addAll(arguments);
        return Child.run(file("java.log"), limit, command);
    }

    /** Runs a figures program of ours in a JVM of its own, and returns what it prints. */
    String figures(String heap, String program, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                COLLECTOR, "-Xmx" + heap, "-cp", System.getProperty("java.class.path"), "dev.mayfly.bench." + program));
        all.addAll(List.of(arguments));
        return java(Duration.ofMinutes(4), all);
    }

    /** Loads a server for so long that its code is compiled. */
    void warmUp(Server server, int connections, IntFunction<Dialogue> dialogues) throws IOException {
        try (Load load = Load.connect(server.port(), connections, dialogues)) {
            load.during(scale.warmUp());
        }
    }

    /** Returns how many events a second a server takes at saturation. */
    double rate(Server server, int connections, IntFunction<Dialogue> dialogues) throws IOException {
        try (Load load = Load.connect(server.port(), connections, dialogues)) {
            load.during(scale.window().dividedBy(6));
            return load.during(scale.window()).eventsPerSecond();
        }
    }

    @Override
    public void close() throws IOException {
        for (Server server : servers) {
            server.close();
        }
    }
}
