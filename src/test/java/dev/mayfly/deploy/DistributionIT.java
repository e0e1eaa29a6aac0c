package dev.mayfly.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.packaged.Packaged;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip that the build makes for those without the sources, unpacked and run. */
class DistributionIT {
    private static final Pattern UP = Pattern.compile("Mayfly is up at (http://\\S+) ");
    private static final long PATIENCE_SECONDS = 120;

    /** On the class path of the build alone: for editors. */
    private static final String NOT_PACKAGED = "io.quarkus.quarkus-ide-launcher-";

    @TempDir
    private static Path directory;

    private static Path home;

    @BeforeAll
    static void unpack() throws IOException {
        assumeFalse(Packaged.isNative(), "a native build makes no zip");
        home = unpack(only("mayfly-*.zip"), Files.createDirectory(directory.resolve("with two spaces")));
    }

    @Test
    void it_has_all_of_the_application() throws IOException {
        Path application = Path.of("target/quarkus-app");
        Set<String> built = files(application);
        built.remove("app.aot");
        assertThat(files(home.resolve("quarkus-app"))).isEqualTo(built);
        for (String file : built) {
            assertThat(Files.mismatch(
                            application.resolve(file),
                            home.resolve("quarkus-app").resolve(file)))
                    .as(file)
                    .isEqualTo(-1);
        }
        assertThat(files(home).stream().filter(file -> file.indexOf('/') < 0))
                .containsExactlyInAnyOrder("LICENSE", "THIRD-PARTY-NOTICES.txt", "mayfly.cdx.json");
        assertThat(home.resolve("bin/mayfly")).isExecutable();
        assertThat(home.resolve("bin/mayfly.cmd"))
                .content()
                .contains("quarkus-run.jar")
                .contains("\r\n");
    }

    @Test
    void the_bill_of_materials_lists_what_is_in_the_application_and_nothing_else() throws IOException {
        Set<String> listed = components().map(DistributionIT::jar).collect(Collectors.toCollection(TreeSet::new));
        Set<String> packaged = new TreeSet<>();
        for (String folder : List.of("boot", "main")) {
            files(home.resolve("quarkus-app/lib").resolve(folder)).forEach(packaged::add);
        }
        assertThat(listed).containsAll(packaged);
        listed.removeAll(packaged);
        listed.removeIf(jar -> jar.startsWith(NOT_PACKAGED));
        // What is left is bundled into the console.
        assertThat(listed).allMatch(jar -> jar.startsWith("org.mvnpm.")).anyMatch(jar -> jar.contains(".echarts-"));
    }

    @Test
    void the_notices_name_every_component_with_its_licence() throws IOException {
        String notices = Files.readString(home.resolve("THIRD-PARTY-NOTICES.txt"));
        assertThat(components()).allSatisfy(component -> {
            String name = component.path("group").asText() + ":"
                    + component.path("name").asText() + " "
                    + component.path("version").asText() + "\n";
            assertThat(notices).contains("\n" + name);
            assertThat(notices.substring(notices.indexOf("\n" + name) + 1).split("\n\n", 2)[0])
                    .contains("\n  licence: ");
        });
        assertThat(home.resolve("licenses/echarts-" + version("echarts") + "-jar/NOTICE"))
                .exists();
        assertThat(home.resolve("licenses/lit-" + version("lit") + "-jar/LICENSE"))
                .exists();
    }

    @Test
    void the_jar_of_the_build_has_nothing_of_others() throws IOException {
        try (JarFile jar = new JarFile(only("mayfly-*-SNAPSHOT.jar").toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .noneMatch(name -> name.endsWith(".jar"))
                    .noneMatch(name -> name.endsWith(".class")
                            && !name.startsWith("dev/mayfly/")
                            && !name.startsWith("io/quarkus/smallrye/openapi/"));
        }
    }

    @Test
    void it_runs_from_another_directory() throws Exception {
        runs(home.resolve("bin/mayfly").toString());
    }

    @Test
    void it_runs_through_links() throws Exception {
        Path elsewhere = Files.createDirectories(directory.resolve("some where/bin"));
        Path absolute = Files.createSymbolicLink(elsewhere.resolve("first"), home.resolve("bin/mayfly"));
        Path relative = Files.createSymbolicLink(elsewhere.resolve("second link"), Path.of("first"));
        assertThat(absolute).isSymbolicLink();
        runs(relative.toString());
    }

    @Test
    void it_passes_arguments_and_exit_codes_on() throws Exception {
        Process version = start("mayfly-version", home.resolve("bin/mayfly").toString(), "--version");
        assertThat(version.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(version.exitValue()).isZero();
        assertThat(log("mayfly-version")).startsWith("Mayfly ");
        Process refused = start("mayfly-refused", home.resolve("bin/mayfly").toString(), "two words");
        assertThat(refused.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.exitValue()).isEqualTo(2);
        assertThat(log("mayfly-refused")).startsWith("mayfly: Unknown argument 'two words'.");
    }

    @Test
    void without_java_it_says_what_is_missing() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh", home.resolve("bin/mayfly").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("no-java").toFile());
        builder.environment().put("JAVA_HOME", "/nowhere");
        Process process = builder.start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(log("no-java")).startsWith("mayfly: no /nowhere/bin/java. Install a JDK 17 or later");
    }

    private static void runs(String script) throws Exception {
        String log = Integer.toHexString(script.hashCode());
        Process process = start(log, script, "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=0");
        try {
            long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            Matcher up = UP.matcher(log(log));
            while (!up.find()) {
                assertThat(process.isAlive() && System.nanoTime() < deadlineNanos)
                        .as(log(log))
                        .isTrue();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                up = UP.matcher(log(log));
            }
            for (String path : List.of("/", "/version", "/q/health/ready")) {
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(up.group(1) + path)).build();
                assertThat(HttpClient.newHttpClient()
                                .send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
        } finally {
            process.destroy();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Starts a command with a JDK and the system's tools alone, in a directory that has nothing to do with it. */
    private static Process start(String log, String... command) throws IOException {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(elsewhere.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", "-Xmx512m -XX:+UseSerialGC");
        return builder.start();
    }

    private static String log(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    private static Stream<JsonNode> components() throws IOException {
        JsonNode bill =
                new ObjectMapper().readTree(home.resolve("mayfly.cdx.json").toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        return StreamSupport.stream(bill.path("components").spliterator(), false);
    }

    private static String version(String name) throws IOException {
        return components()
                .filter(component -> component.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("version")
                .asText();
    }

    /** Returns the name that a component's file has in the application. */
    private static String jar(JsonNode component) {
        return component.path("group").asText() + "." + component.path("name").asText() + "-"
                + component.path("version").asText() + ".jar";
    }

    private static Path only(String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of("target"), glob)) {
            found.forEach(files::add);
        }
        assertThat(files).as("target/" + glob).hasSize(1);
        return files.get(0);
    }

    private static Set<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Unpacks a zip with the permissions that it has, and returns the only directory in it. */
    private static Path unpack(Path zip, Path target) throws IOException {
        try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
            for (ZipArchiveEntry entry : Collections.list(file.getEntries())) {
                Path path = target.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                try (InputStream content = file.getInputStream(entry)) {
                    Files.copy(content, path);
                }
                boolean executable = (entry.getUnixMode() & 0100) != 0;
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
        try (Stream<Path> roots = Files.list(target)) {
            List<Path> found = roots.toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}
