package dev.mayfly.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.mayfly.packaged.Packaged;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the images are made of, and the packaged application started as they start it. */
class ImagesIT {
    private static Map<String, String> before;
    private static PackagedProcess process;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void start() throws Exception {
        before = files(PackagedProcess.directory());
        process = PackagedProcess.start(directory);
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    static List<Dockerfile> images() {
        return Dockerfile.all();
    }

    @ParameterizedTest
    @MethodSource("images")
    void everything_that_is_copied_is_there(Dockerfile image) throws IOException {
        assertThat(image.copied()).isNotEmpty();
        for (String source : image.copied()) {
            boolean ofJar = source.startsWith("target/quarkus-app/");
            boolean ofExecutable = source.startsWith("target/") && !ofJar;
            if (ofJar && Packaged.isNative()) {
                continue;
            }
            if (ofExecutable) {
                assertThat(matcher(Path.of(source).toAbsolutePath().toString()).matches(Packaged.executable()))
                        .as(source)
                        .isTrue();
            } else {
                assertThat(Path.of(source)).exists();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void everything_that_is_copied_reaches_the_builder(Dockerfile image) throws IOException {
        List<String> ignored = Files.readAllLines(Path.of(".dockerignore"));
        assertThat(ignored.get(0)).isEqualTo("*");
        for (String source : image.copied()) {
            assertThat(ignored)
                    .as(source)
                    .anyMatch(line -> line.equals("!" + source) || line.equals("!" + source + "*"));
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void an_image_runs_as_a_user_without_a_name_at_the_usual_port(Dockerfile image) {
        assertThat(image.last("USER")).contains("1001");
        assertThat(image.last("ENV")).contains("PORT=8080");
        assertThat(image.last("EXPOSE")).contains("8080");
        assertThat(image.entryPoint()).contains("-Dquarkus.http.host=0.0.0.0", "-Dmayfly.insecure=true");
    }

    @Test
    void nothing_is_written_but_to_the_temporary_folder() throws Exception {
        String event = "{\"eventType\":\"PaymentProcessed\",\"data\":{\"text\":\"" + "x".repeat(500_000) + "\"}}";
        assertThat(process.send("POST", "/stores/default/aggregates/payment-1/events", event)
                        .statusCode())
                .isEqualTo(201);
        for (String path : List.of("/stores/default/events?text=xxx", "/q/swagger-ui/", "/q/metrics", "/q/health")) {
            assertThat(process.send("GET", path, "").statusCode()).as(path).isEqualTo(200);
        }
        assertThat(files(PackagedProcess.directory())).isEqualTo(before);
        assertThat(files(directory.resolve("home"))).isEmpty();
    }

    @Test
    void the_start_reads_no_description_and_it_is_served_when_it_is_asked_for() throws Exception {
        assumeFalse(Packaged.isNative(), "a native executable loads no classes");
        assertThat(loaded("dev.mayfly.bootstrap.Lifecycle")).isPositive();
        assertThat(loaded("org.yaml.snakeyaml.")).isZero();
        assertThat(loaded("io.smallrye.openapi.api.SmallRyeOpenAPI")).isZero();
        assertThat(process.send("GET", "/q/openapi", "").body()).startsWith("---\nopenapi: 3.1");
        assertThat(process.send("GET", "/q/openapi?format=json", "").body()).startsWith("{");
    }

    private static long loaded(String name) throws IOException {
        try (Stream<String> lines = Files.lines(process.classes())) {
            return lines.filter(line -> line.contains(" " + name)).count();
        }
    }

    private static PathMatcher matcher(String glob) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    /** Returns each file below a directory, by its name, with its size and time. */
    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> found = new TreeMap<>();
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> all = Packaged.isNative() && !root.startsWith(directory)
                ? Files.list(root).filter(Files::isRegularFile)
                : Files.walk(root).filter(Files::isRegularFile)) {
            all.forEach(paths::add);
        }
        for (Path path : paths) {
            found.put(root.relativize(path).toString(), Files.size(path) + " " + Files.getLastModifiedTime(path));
        }
        return found;
    }
}
