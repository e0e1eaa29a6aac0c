package dev.mayfly.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** A Mayfly that runs beside the tests, at a port that the system picks, and lets them inject faults. */
final class ServerProcess {
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+)");
    private static final long START_SECONDS = 120;
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final CompletableFuture<String> url = new CompletableFuture<>();

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** Starts a jar and returns when it takes requests. It ends with this virtual machine, if not before. */
    static ServerProcess start(String jar) {
        if (!Files.isRegularFile(Path.of(jar))) {
            throw new ExtensionConfigurationException("There is no jar of Mayfly at " + jar);
        }
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=0",
                "-Dmayfly.faults.enabled=true",
                "-jar",
                new File(jar).getAbsolutePath());
        try {
            ServerProcess server =
                    new ServerProcess(command.redirectErrorStream(true).start());
            Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroy, "mayfly-stop"));
            Thread reader = new Thread(server::read, "mayfly-log");
            reader.setDaemon(true);
            reader.start();
            return server.awaited(jar);
        } catch (IOException failed) {
            throw new ExtensionConfigurationException(jar + " could not be started", failed);
        }
    }

    /** Returns where it is. */
    String url() {
        return url.join();
    }

    /** Stops it, and returns when it has stopped. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private ServerProcess awaited(String jar) {
        try {
            url.get(START_SECONDS, TimeUnit.SECONDS);
            return this;
        } catch (ExecutionException | TimeoutException failed) {
            stop();
            throw new ExtensionConfigurationException(jar + " did not start: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            stop();
            Thread.currentThread().interrupt();
            throw new ExtensionConfigurationException("Interrupted while " + jar + " started", interrupted);
        }
    }

    /** Reads the log to its end, so that the process never waits for a reader. */
    private void read() {
        StringBuilder beginning = new StringBuilder();
        try (BufferedReader log = process.inputReader()) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    url.complete(listening.group(1));
                } else if (!url.isDone()) {
                    beginning.append(line).append('\n');
                }
            }
        } catch (IOException ended) {
            beginning.append(ended);
        }
        url.completeExceptionally(new IOException("the process ended\n" + beginning));
    }
}
