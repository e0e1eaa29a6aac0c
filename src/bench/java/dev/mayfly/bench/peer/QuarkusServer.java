package dev.mayfly.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A packaged Quarkus application: Mayfly itself, or the empty resource that shows the ceiling. */
public final class QuarkusServer extends Server {
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:\\s]+:(\\d+)\\s");

    private QuarkusServer(Child child, int port) {
        super(child, port);
    }

    /** Starts an application from its jar, with the collector that the image has. */
    public static QuarkusServer jar(Jdk jdk, Path jar, Path log, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(jdk.java());
        command.addAll(options);
        command.addAll(listen());
        command.add("-jar");
        command.add(jar.toString());
        return started(log, command);
    }

    /** Starts a native executable. */
    public static QuarkusServer executable(Path executable, Path log, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(executable.toString());
        command.addAll(List.of(options));
        command.addAll(listen());
        return started(log, command);
    }

    private static List<String> listen() throws IOException {
        return List.of("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=" + freePort());
    }

    private static QuarkusServer started(Path log, List<String> command) throws IOException {
        Child child = Child.start(log, command);
        await(child, () -> LISTENING.matcher(child.log()).find());
        Matcher listening = LISTENING.matcher(child.log());
        if (!listening.find()) {
            throw new IOException(child.log());
        }
        return new QuarkusServer(child, Integer.parseInt(listening.group(1)));
    }
}
