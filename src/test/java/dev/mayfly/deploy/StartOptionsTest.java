package dev.mayfly.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The options with which the images and the scripts start the server. */
class StartOptionsTest {
    private static final Path SCRIPTS = Path.of("src/main/distribution/bin");

    @Test
    void whatever_starts_the_server_ends_it_without_memory_and_limits_direct_memory() throws IOException {
        List<String> starts = new ArrayList<>();
        Dockerfile.all()
                .forEach(image -> image.instructions().stream()
                        .filter(line -> line.startsWith("ENTRYPOINT"))
                        .forEach(starts::add));
        for (String script : List.of("mayfly", "mayfly.cmd")) {
            Files.readAllLines(SCRIPTS.resolve(script)).stream()
                    .filter(line -> line.contains("-jar"))
                    .forEach(starts::add);
        }
        assertThat(starts)
                .hasSize(5)
                .allSatisfy(start -> assertThat(start)
                        .contains("-XX:+ExitOnOutOfMemoryError")
                        .containsPattern("-XX:MaxDirectMemorySize=(128m|134217728)\\b"));
        assertThat(Files.readString(Path.of("docs/guide/limits.md")))
                .contains("-XX:+ExitOnOutOfMemoryError", "-XX:MaxDirectMemorySize=128m");
    }
}
