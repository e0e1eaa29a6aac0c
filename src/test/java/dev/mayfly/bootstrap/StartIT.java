package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.Packaged;
import dev.mayfly.packaged.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packaged application does with arguments, and what it logs when it can be used. */
class StartIT {
    private static final Pattern UP = Pattern.compile("Mayfly is up at (http://\\S+) \\(console and API\\): (.*)");
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path directory;

    @Test
    void help_and_version_are_printed_without_a_start() throws Exception {
        assertThat(run("--help")).isEqualTo(0);
        assertThat(output()).startsWith("Mayfly, an in-memory event store").doesNotContain("INFO");
        assertThat(run("--version")).isEqualTo(0);
        assertThat(output()).matches("Mayfly \\d+\\.\\d+\\.\\d+\\S* \\(\\w+\\)\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=9090", "serve"})
    void an_unknown_argument_ends_the_process_with_code_2(String argument) throws Exception {
        assertThat(run(argument)).isEqualTo(2);
        assertThat(output()).startsWith("mayfly: Unknown argument '" + argument + "'.");
    }

    @Test
    void one_line_tells_what_there_is_as_soon_as_the_port_listens() throws Exception {
        Process process = start("-Dquarkus.http.host=127.0.0.1", "-Dmayfly.memory.limit=128M");
        try {
            Matcher line = awaitLine(process);
            assertThat(line.group(2))
                    .isEqualTo("1 store, memory limit 0.125 GiB."
                            + " NO TOKEN: anyone who can connect may read and change everything.");
            URI address = URI.create(line.group(1));
            assertThat(address.getHost()).isEqualTo("127.0.0.1");
            assertThat(address.getPort()).isPositive();
            // One connection, at once: the line is true when it is there.
            HttpResponse<String> console = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address.resolve("/")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(console.statusCode()).isEqualTo(200);
            assertThat(output().lines().filter(each -> each.contains("Mayfly is up")))
                    .hasSize(1);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void what_is_dangerous_is_in_capitals() throws Exception {
        Process process = start("-Dmayfly.faults.enabled=true");
        try {
            Matcher line = awaitLine(process);
            assertThat(line.group(1)).startsWith("http://localhost:");
            assertThat(line.group(2)).contains("NO TOKEN", "FAULTS ENABLED");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts at a random port, which the environment asks for; settings are arguments. */
    private Process start(String... settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Packaged.command(List.of("-Xmx600m"), List.of(settings)))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().put("PORT", "0");
        return builder.start();
    }

    private int run(String argument) throws Exception {
        Process process = start(argument);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it runs on: " + output());
        }
        return process.exitValue();
    }

    private Matcher awaitLine(Process process) throws IOException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            boolean alive = process.isAlive();
            Matcher line = UP.matcher(output());
            if (line.find()) {
                return line;
            }
            if (!alive || System.nanoTime() > deadlineNanos) {
                throw new AssertionError("it is not up: " + output());
            }
            Server.pause();
        }
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("log"));
    }
}
