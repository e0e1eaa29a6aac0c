package dev.mayfly.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL with an unlogged table of events on a file system in memory, and nothing forced to it. */
public final class Postgres extends Server {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path programs;
    private final Path directory;

    private Postgres(Child child, int port, Path programs, Path directory) {
        super(child, port);
        this.programs = programs;
        this.directory = directory;
    }

    /** Returns where its programs lie, if it is installed. */
    public static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }

    /** Makes a cluster in a directory and starts it. */
    public static Postgres start(Path programs, Path log, Path directory) throws IOException {
        Files.createDirectory(directory);
        List<String> user = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to run as root; Debian's package made a user for it.
            Child.run(log, LIMIT, List.of("chown", "postgres:", directory.toString()));
            user.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"));
        }
        Path data = directory.resolve("data");
        List<String> init = new ArrayList<>(user);
        init.addAll(List.of(
                programs.resolve("initdb").toString(), "-U", "postgres", "-A", "trust", "-N", "-D", data.toString()));
        Child.run(log, LIMIT, init);
        int port = freePort();
        List<String> command = new ArrayList<>(user);
        command.addAll(List.of(programs.resolve("postgres").toString(), "-D", data.toString()));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "fsync=off",
                "synchronous_commit=off",
                "full_page_writes=off",
                "wal_level=minimal",
                "max_wal_senders=0",
                "autovacuum=off",
                "shared_buffers=1GB",
                "max_connections=200")) {
            command.addAll(List.of("-c", setting));
        }
        Child child = Child.start(log, command);
        await(child, () -> child.log().contains("ready to accept connections"));
        Postgres postgres = new Postgres(child, port, programs, directory);
        postgres.say("CREATE UNLOGGED TABLE events (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                + " stream text NOT NULL, version int NOT NULL, event text NOT NULL, UNIQUE (stream, version))");
        return postgres;
    }

    /** Removes every event. */
    public void clear() throws IOException {
        say("TRUNCATE events");
    }

    private void say(String sql) throws IOException {
        Child.run(
                directory.resolveSibling("psql.log"),
                LIMIT,
                List.of(
                        programs.resolve("psql").toString(),
                        "-qAt",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port()),
                        "-U",
                        "postgres",
                        "-c",
                        sql));
    }
}
