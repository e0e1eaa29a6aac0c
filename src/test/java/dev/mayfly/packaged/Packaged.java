package dev.mayfly.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the build has packaged: the native executable if that is newer, else the jar. */
public final class Packaged {
    /** The jar, from the directory of the project. */
    public static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    private Packaged() {}

    /** Returns whether a native executable is what was packaged last. */
    public static boolean isNative() {
        try {
            return Files.isRegularFile(executable())
                    && (!Files.exists(JAR)
                            || Files.getLastModifiedTime(executable()).compareTo(Files.getLastModifiedTime(JAR)) > 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns where the native executable is, if there is one. */
    public static Path executable() {
        return Path.of(System.getProperty("native.image.path", "")).toAbsolutePath();
    }

    /**
     * Returns the command that starts it.
     *
     * @param options for the virtual machine, if there is one
     * @param arguments for the application
     */
    public static List<String> command(List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (isNative()) {
            command.add(executable().toString());
        } else if (Files.isRegularFile(JAR)) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.add("-jar");
            command.add(JAR.toString());
        } else {
            throw new IllegalStateException("There is no " + JAR + ". Package first: ./mvnw -DskipTests package");
        }
        command.addAll(arguments);
        return command;
    }
}
