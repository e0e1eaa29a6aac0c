package dev.mayfly.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The instructions of a Dockerfile, one a line, without comments.
 *
 * @param file the file
 * @param instructions the lines
 */
record Dockerfile(Path file, List<String> instructions) {
    /** Returns all that there are. */
    static List<Dockerfile> all() {
        try (Stream<Path> files = Files.list(Path.of("src/main/docker"))) {
            List<Dockerfile> found = new ArrayList<>();
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("Dockerfile."))
                    .sorted()
                    .toList()) {
                found.add(new Dockerfile(
                        file,
                        Files.readAllLines(file).stream()
                                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                                .toList()));
            }
            return found;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the one with this ending. */
    static Dockerfile named(String ending) {
        return all().stream()
                .filter(each -> each.file.endsWith("Dockerfile." + ending))
                .findFirst()
                .orElseThrow();
    }

    /** Returns what comes from the build's directory, of all stages. */
    List<String> copied() {
        List<String> sources = new ArrayList<>();
        for (String instruction : instructions) {
            List<String> words = List.of(instruction.split(" +"));
            if (words.get(0).equals("COPY") && !instruction.contains(" --from=")) {
                words.subList(1, words.size() - 1).stream()
                        .filter(word -> !word.startsWith("--"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    /** Returns the last instruction of a kind, without the kind. */
    Optional<String> last(String kind) {
        return instructions.stream()
                .filter(line -> line.startsWith(kind + " "))
                .reduce((first, second) -> second)
                .map(line -> line.substring(kind.length() + 1));
    }

    /** Returns the program that the image starts, and its arguments. */
    List<String> entryPoint() {
        try {
            return List.of(new ObjectMapper().readValue(last("ENTRYPOINT").orElseThrow(), String[].class));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
