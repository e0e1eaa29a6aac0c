package dev.mayfly.bootstrap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts the packaged application: the native executable if that is tested, else the jar. */
final class Packaged {
    private static final Path EXECUTABLE = Path.of(System.getProperty("native.image.path", ""));

    private Packaged() {}

    /**
     * Returns the command.
     *
     * @param options for the virtual machine, if there is one
     * @param arguments for the application
     */
    static List<String> command(List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (Files.isRegularFile(EXECUTABLE)) {
            command.add(EXECUTABLE.toString());
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.add("-jar");
            command.add("target/quarkus-app/quarkus-run.jar");
        }
        command.addAll(arguments);
        return command;
    }
}
