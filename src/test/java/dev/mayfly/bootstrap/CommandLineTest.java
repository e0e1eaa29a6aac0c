package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final String KEY = "mayfly.test.command-line";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void forget() {
        System.clearProperty(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void help_is_printed_and_nothing_starts(String argument) {
        assertThat(apply(argument)).hasValue(0);
        assertThat(text(out)).startsWith("Mayfly, an in-memory").contains("-Dkey=value", "--version", "PORT");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void the_version_is_that_of_the_build() {
        assertThat(apply("--version")).hasValue(0);
        assertThat(text(out)).matches("Mayfly \\d+\\.\\d+\\.\\d+\\S* \\(\\w+\\)\\R");
    }

    @Test
    void no_arguments_are_a_start() {
        assertThat(apply()).isEmpty();
        assertThat(text(out) + text(err)).isEmpty();
    }

    @Test
    void a_setting_becomes_a_system_property() {
        assertThat(apply("-D" + KEY + "=a=b")).isEmpty();
        assertThat(System.getProperty(KEY)).isEqualTo("a=b");
        assertThat(apply("-D" + KEY)).isEmpty();
        assertThat(System.getProperty(KEY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--port=9090, Unknown argument '--port=9090'.",
        "serve, Unknown argument 'serve'.",
        "'', Unknown argument ''.",
        "-X, The JVM's option '-X' belongs before -jar",
        "-Xmx2g, The JVM's option '-Xmx2g' belongs before -jar",
        "-D, The argument '-D' names no key.",
        "-D=1, The argument '-D=1' names no key.",
    })
    void an_unknown_argument_is_refused_and_nothing_is_set(String argument, String message) {
        assertThat(apply("-D" + KEY + "=1", argument)).hasValue(2);
        assertThat(text(err)).startsWith("mayfly: " + message).contains("'mayfly --help'");
        assertThat(text(out)).isEmpty();
        assertThat(System.getProperty(KEY)).isNull();
    }

    private OptionalInt apply(String... arguments) {
        return CommandLine.apply(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                arguments);
    }

    private static String text(ByteArrayOutputStream printed) {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
