package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.Packaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that would leave the packaged application open by mistake stop its start, in one line that names the keys. */
class OpenByMistakeIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mayfly.token= | mayfly.token: must be at least 16 characters (has 0)",
                "mayfly.token=fifteen-letters | mayfly.token: must be at least 16 characters (has 15)",
                "mayfly.tokens= | mayfly.tokens: must be the path of a file with tokens, and is empty",
                "mayfly.tokens=/no/such/file | mayfly.tokens: /no/such/file: cannot be read (NoSuchFileException)",
                "mayfly.tokens=. | mayfly.tokens: .: cannot be read (IOException)",
                "mayfly.tls.client-auth=required | mayfly.tls.client-auth: needs TLS.",
                "mayfly.http.hosts=a/b | mayfly.http.hosts: 'a/b' is not a host, or a host and a port"
            })
    void a_setting_that_lets_anybody_in_stops_the_start(String setting, String line) throws Exception {
        assertThat(start(Map.of(), setting)).contains(line).doesNotContain("\tat ", "Mayfly is up");
    }

    @Test
    void an_empty_token_in_the_environment_stops_the_start() throws Exception {
        assertThat(start(Map.of("MAYFLY_TOKEN", ""))).contains("mayfly.token: must be at least 16 characters (has 0)");
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0", "'::'"})
    void another_address_than_loopback_without_a_token_stops_the_start(String host) throws Exception {
        assertThat(start(Map.of(), "quarkus.http.host=" + host))
                .contains(host, "mayfly.token", "mayfly.tokens", "mayfly.insecure=true")
                .doesNotContain("\tat ", "Mayfly is up");
    }

    @Test
    void a_file_with_a_mistake_is_named_with_the_place_of_the_mistake() throws Exception {
        Path tokens = Files.writeString(directory.resolve("tokens.json"), "[{\"name\": \"ci\", \"sha256\": \"abc\"}]");
        assertThat(start(Map.of(), "mayfly.tokens=" + tokens))
                .contains(tokens + ": '[0].sha256' must be the SHA-256 of the token as 64 hexadecimal digits");
    }

    private String start(Map<String, String> environment, String... settings) throws IOException, InterruptedException {
        List<String> arguments = Stream.concat(Stream.of("quarkus.http.port=0"), Stream.of(settings))
                .map(setting -> "-D" + setting)
                .toList();
        List<String> command = Packaged.command(List.of("-Xmx200m", "-XX:TieredStopAtLevel=1"), arguments);
        Path log = directory.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            return Files.readString(log);
        } finally {
            process.destroyForcibly();
        }
    }
}
