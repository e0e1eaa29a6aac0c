package dev.mayfly.bootstrap.files;

import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.input.JsonDocument;
import dev.mayfly.projection.declared.DeclaredProjections;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.ProjectionName;
import dev.mayfly.projection.http.DefinitionReader;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The definitions of projections that exist from the start. A JSON file is an object of definitions by name; a
 * directory may contain such files, and also files with a single definition, which is named after its file.
 */
public final class ProjectionFiles {
    private static final String KEY = "mayfly.projections";
    private static final String ENDING = ".json";
    private static final long MOST_BYTES = 64L << 20;

    private ProjectionFiles() {}

    /**
     * Declares all projections of a file, or of the files of a directory that end with {@code .json}.
     *
     * @param limits the limits of the criteria of each definition
     * @throws ConfigurationException if the file does not exist or is invalid; the message names the file and the field
     */
    public static void declare(String path, DeclaredProjections projections, CriteriaLimits limits) {
        read(Path.of(path), limits).forEach((name, definition) -> {
            DeclaredProjections.Put put = projections.put(name, definition);
            if (put instanceof DeclaredProjections.Put.Full full) {
                throw wrong(
                        path,
                        "declares more than " + full.limit()
                                + " projections, the limit per store (mayfly.projections.per-store)");
            }
            if (put instanceof DeclaredProjections.Put.NameTaken) {
                throw wrong(path, "declares '" + name + "', but a projection that ships with Mayfly has that name");
            }
        });
    }

    /** Returns the definitions by name. */
    static Map<String, Definition> read(Path path, CriteriaLimits limits) {
        Map<String, Definition> all = new LinkedHashMap<>();
        for (Path file : files(path)) {
            definitions(file, limits).forEach((name, definition) -> {
                if (all.put(name, definition) != null) {
                    throw wrong(file, "declares '" + name + "', but another file declares it too");
                }
            });
        }
        return all;
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw wrong(path, "cannot be read: " + e);
        }
    }

    private static Map<String, Definition> definitions(Path file, CriteriaLimits limits) {
        byte[] text = text(file);
        try {
            return isDefinition(text)
                    ? Map.of(nameOf(file), DefinitionReader.read(text, text.length, limits))
                    : byName(text, limits);
        } catch (InvalidInputException mistake) {
            InvalidInputException.Violation first = mistake.violations().get(0);
            throw wrong(file, (first.field().isEmpty() ? "" : "'" + first.field() + "' ") + first.message());
        }
    }

    private static byte[] text(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw wrong(file, "has more than " + MOST_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw wrong(file, "cannot be read: " + e);
        }
    }

    /**
     * Returns whether an object is a single definition, that is, has a field of a definition. Projections in a file of
     * several therefore cannot have such names.
     */
    private static boolean isDefinition(byte[] text) {
        return JsonDocument.read("", text, 0, text.length, parser -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw InvalidInputException.invalid("", "must be an object of definitions by name, or one definition");
            }
            boolean definition = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                definition |= Set.of("match", "groupBy", "fields").contains(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
            return definition;
        });
    }

    private static Map<String, Definition> byName(byte[] text, CriteriaLimits limits) {
        return JsonDocument.read("", text, 0, text.length, parser -> {
            Map<String, Definition> definitions = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = ProjectionName.require(parser.currentName(), parser.currentName());
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int end = (int) parser.currentLocation().getByteOffset();
                byte[] definition = Arrays.copyOfRange(text, start, end);
                try {
                    definitions.put(name, DefinitionReader.read(definition, definition.length, limits));
                } catch (InvalidInputException mistake) {
                    throw mistake.under(name);
                }
            }
            return definitions;
        });
    }

    private static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return ProjectionName.require(
                "the file's name", name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name);
    }

    private static ConfigurationException wrong(Object file, String message) {
        return new ConfigurationException(KEY + ": " + file + ": " + message, Set.of(KEY));
    }
}
