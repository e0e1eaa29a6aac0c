package dev.mayfly.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFileTest {
    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void name_it() {
        path = directory.resolve("deep/er/checkpoints.json");
    }

    @Test
    void what_is_written_is_read_and_nothing_is_left_beside_it() throws IOException {
        Map<String, SavedCheckpoint> all =
                Map.of("default", new SavedCheckpoint(42, "a \"strange\" id\\ü"), "empty", SavedCheckpoint.NONE);
        new CheckpointFile(path).write(new TreeMap<>(Map.of("gone", new SavedCheckpoint(7, "x"))));
        new CheckpointFile(path).write(new TreeMap<>(all));
        assertThat(new CheckpointFile(path).read()).isEqualTo(all);
        assertThat(directory.resolve("deep/er").toFile().list()).containsExactly("checkpoints.json");
        assertThat(path)
                .content()
                .isEqualTo("{\"default\":{\"position\":42,\"eventId\":\"a \\\"strange\\\" id\\\\ü\"},"
                        + "\"empty\":{\"position\":0}}\n");
    }

    @Test
    void a_file_of_nothing_and_no_file_have_nothing() throws IOException {
        assertThat(new CheckpointFile(path).read()).isEmpty();
        new CheckpointFile(path).write(new TreeMap<>());
        assertThat(new CheckpointFile(path).read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"a\":1}",
                "{\"a\":{\"position\":\"1\"}}",
                "{\"a\":{\"position\":1}}",
                "{\"a\":{\"position\":-1,\"eventId\":\"x\"}}",
                "{\"a\":{\"position\":0,\"eventId\":\"x\"}}",
                "{\"a\":{\"position\":1,\"eventId\":\"x\",\"more\":1}}",
                "{\"a\":{\"position\":1,\"eventId\":\"x\"}",
                "{\"a\":{\"position\":1,\"eventId\":\"x\"}} {}",
                "{\"mayfly\":{\"dump\":1,\"store\":\"default\"}}"
            })
    void what_is_no_such_file_is_refused(String text) throws IOException {
        Path other = directory.resolve("other");
        Files.writeString(other, text);
        assertThatThrownBy(() -> new CheckpointFile(other).read()).isInstanceOf(IOException.class);
    }
}
