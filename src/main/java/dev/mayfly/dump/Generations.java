package dev.mayfly.dump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of files with dumps.
 *
 * <p>In a directory a dump is {@code dump.<number>.ndjson}, the higher the newer; no store has such a name. Other files
 * that end with {@code .ndjson} hold one store each, as version 1 had it and as fixtures are. Beside a single file the
 * dump before it ends with {@code .previous}.
 */
final class Generations {
    static final String ENDING = ".ndjson";
    static final String GZIP_ENDING = ".gz";

    private static final Pattern STORE_FILE = Pattern.compile(
            "([a-z0-9][a-z0-9-]{0,62})" + Pattern.quote(ENDING) + "(?:" + Pattern.quote(GZIP_ENDING) + ")?");
    private static final Pattern NUMBERED = Pattern.compile("dump\\.([0-9]{10})" + Pattern.quote(ENDING) + "(.*)");

    private Generations() {}

    /**
     * Returns whether a path is of one file for all stores: it is a file, or is not there and ends with {@code .ndjson}
     * or {@code .ndjson.gz}.
     */
    static boolean isFile(Path path) {
        String name = String.valueOf(path.getFileName());
        return Files.isRegularFile(path)
                || !Files.isDirectory(path)
                        && (name.endsWith(ENDING)
                                || name.endsWith(ENDING + GZIP_ENDING)
                                || Files.isRegularFile(before(path)));
    }

    /** Returns the file with the previous dump of another file. */
    static Path before(Path file) {
        return file.resolveSibling(file.getFileName() + ".previous");
    }

    /** Returns the files that hold whole dumps at a path, the newest first. */
    static List<Path> newestFirst(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Stream.of(path, before(path)).filter(Files::isRegularFile).toList();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> number(file).isPresent() && isNumbered(file))
                    .sorted(Comparator.comparing(Generations::name).reversed())
                    .toList();
        }
    }

    /**
     * Returns the files of a directory that hold a store each, by the stores' names, which are their names without
     * {@code .ndjson} or {@code .ndjson.gz}.
     */
    static Map<String, List<Path>> storeFiles(Path directory) throws IOException {
        Map<String, List<Path>> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> {
                Matcher matcher = STORE_FILE.matcher(name(file));
                if (matcher.matches() && Files.isRegularFile(file)) {
                    found.computeIfAbsent(matcher.group(1), key -> new ArrayList<>())
                            .add(file);
                }
            });
        }
        return found;
    }

    /** Returns the file that is to be the newest of a directory. */
    static Path next(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            long last = files.map(Generations::number)
                    .flatMap(Optional::stream)
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0);
            return directory.resolve(String.format("dump.%010d%s", last + 1, ENDING));
        }
    }

    /**
     * Deletes all dumps of a directory but the newest and the one before. The files of version 1, with a store each,
     * are one dump; files that are no dumps stay.
     *
     * @param before the last one that is known to be whole; null if that is not known
     */
    static void deleteOld(Path directory, Path newest, @Nullable Path before) throws IOException {
        List<Path> others = new ArrayList<>(newestFirst(directory));
        others.remove(newest);
        Path kept = before != null && others.contains(before) ? before : null;
        if (kept == null && before == null && !others.isEmpty()) {
            kept = others.get(0);
        }
        for (Path file : others) {
            if (!file.equals(kept)) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(DumpFiles.taken(file));
            }
        }
        if (kept != null) {
            for (List<Path> files : storeFiles(directory).values()) {
                for (Path file : files) {
                    if (DumpFiles.isDump(file)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }

    /** Deletes the files of a directory whose names begin and end so. */
    static void deleteAll(Path directory, String prefix, String ending) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.list(directory)) {
            found = files.filter(
                            file -> name(file).startsWith(prefix) && name(file).endsWith(ending))
                    .toList();
        }
        for (Path file : found) {
            Files.deleteIfExists(file);
        }
    }

    private static Optional<Long> number(Path file) {
        Matcher matcher = NUMBERED.matcher(name(file));
        return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    private static boolean isNumbered(Path file) {
        return name(file).endsWith(ENDING) && Files.isRegularFile(file);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
