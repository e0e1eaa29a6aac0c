package dev.mayfly.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.OptionalInt;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The command-line arguments of the application: help, the version, or settings.
 *
 * <p>Settings are {@code -Dkey=value}, as for the JVM. A native executable handles them itself; this class turns them
 * into system properties, so that they also work after {@code -jar quarkus-run.jar}.
 */
final class CommandLine {
    /** The exit code for an unknown argument. */
    static final int REFUSED = 2;

    private static final String BUILD = "META-INF/mayfly-build.properties";
    private static final String HELP = """
            Mayfly, an in-memory event store for Event Sourcing and CQS.

            Usage: mayfly [-Dkey=value]...

            Options:
              -Dkey=value   Set a configuration key, for example -Dmayfly.memory.limit=2G
                            or -Dquarkus.http.port=9090.
              -h, --help    Print this help.
              --version     Print the version.

            Environment:
              PORT          The port; 8080 if not set.
              MAYFLY_…      A configuration key: MAYFLY_MEMORY_LIMIT is mayfly.memory.limit.
              JAVA_OPTS     Options for the JVM, for example -Xmx2g (bin/mayfly only).

            Settings are read from config/application.properties in the current directory, too.
            Once it runs, the console is at http://localhost:8080 and the API is described at
            http://localhost:8080/q/openapi.
            """;

    private CommandLine() {}

    /**
     * Applies the arguments, and prints the help or the version if requested.
     *
     * @return the exit code, or empty if the application should start
     */
    static OptionalInt apply(PrintStream out, PrintStream err, String... arguments) {
        for (String argument : arguments) {
            switch (argument) {
                case "-h", "--help" -> {
                    out.print(HELP);
                    out.flush();
                    return OptionalInt.of(0);
                }
                case "--version" -> {
                    out.println(version());
                    out.flush();
                    return OptionalInt.of(0);
                }
                default -> {
                    if (refusal(argument) != null) {
                        err.println("mayfly: " + refusal(argument) + " 'mayfly --help' lists the options.");
                        err.flush();
                        return OptionalInt.of(REFUSED);
                    }
                }
            }
        }
        for (String setting : arguments) {
            int equals = setting.indexOf('=');
            System.setProperty(
                    setting.substring(2, equals < 0 ? setting.length() : equals),
                    equals < 0 ? "" : setting.substring(equals + 1));
        }
        return OptionalInt.empty();
    }

    private static @Nullable String refusal(String argument) {
        if (argument.startsWith("-D")) {
            return argument.length() == 2 || argument.charAt(2) == '='
                    ? "The argument '" + argument + "' names no key."
                    : null;
        }
        return argument.startsWith("-X")
                ? "The JVM's option '" + argument + "' belongs before -jar, or in JAVA_OPTS for bin/mayfly."
                : "Unknown argument '" + argument + "'.";
    }

    private static String version() {
        Properties build = new Properties();
        try (InputStream file = CommandLine.class.getClassLoader().getResourceAsStream(BUILD)) {
            if (file != null) {
                build.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "Mayfly " + build.getProperty("version", "unknown") + " (" + build.getProperty("commit", "unknown")
                + ")";
    }
}
