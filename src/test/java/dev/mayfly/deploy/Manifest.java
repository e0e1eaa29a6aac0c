package dev.mayfly.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One object of a file in {@code deploy}.
 *
 * @param file the file
 * @param object its text as a tree
 */
record Manifest(Path file, ObjectNode object) {
    private static final Path ROOT = Path.of("deploy");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Returns every object of every file. */
    static List<Manifest> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Manifest> manifests = new ArrayList<>();
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                try (MappingIterator<JsonNode> objects =
                        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
                    while (objects.hasNext()) {
                        if (objects.next() instanceof ObjectNode object) {
                            manifests.add(new Manifest(file, object));
                        }
                    }
                }
            }
            return manifests;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the only object of a kind in a file. */
    static Manifest of(String file, String kind) {
        List<Manifest> found = all().stream()
                .filter(each ->
                        each.file.equals(ROOT.resolve(file)) && each.kind().equals(kind))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(file + " has " + found.size() + " objects of kind " + kind);
        }
        return found.get(0);
    }

    /** Returns a copy that is changed at one place, a JSON pointer to an object's member; null takes it away. */
    Manifest with(String pointer, String yaml) {
        ObjectNode copy = object.deepCopy();
        int last = pointer.lastIndexOf('/');
        JsonNode parent = copy.at(pointer.substring(0, last));
        if (!(parent instanceof ObjectNode node)) {
            throw new IllegalArgumentException(file + " has no object at " + pointer.substring(0, last));
        }
        String name = pointer.substring(last + 1).replace("~1", "/");
        if (yaml == null) {
            if (node.remove(name) == null) {
                throw new IllegalArgumentException(file + " has nothing at " + pointer);
            }
        } else {
            try {
                node.set(name, YAML.readTree(yaml));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return new Manifest(file, copy);
    }

    String kind() {
        return object.path("kind").asText();
    }

    JsonNode at(String pointer) {
        return object.at(pointer);
    }

    @Override
    public String toString() {
        return file + " " + kind();
    }
}
