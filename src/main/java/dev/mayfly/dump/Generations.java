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
 * The names of dump files.
 *
 * <p>In a directory, a dump is {@code dump.<number>.ndjson}; a higher number is newer, and no store can have such a
 * name. A file named after a store, with the ending {@code .ndjson} or {@code .ndjson.gz}, contains that store only, as
 * in version 1 and in fixtures. Next to a single file, the previous dump has the additional ending {@code .previous}.
 */
final class Generations {
    static final String ENDING = ".ndjson";
    static final String GZIP_ENDING = ".gz";

    private static final Pattern STORE_FILE = Pattern.compile(
            "([a-z0-9][a-z0-9-]{0,62})" + Pattern.quote(ENDING) + "(?:" + Pattern.quote(GZIP_ENDING) + ")?");
    private static final Pattern NUMBERED = Pattern.compile("dump\\.([0-9]{10})" + Pattern.quote(ENDING) + "(.*)");

    private Generations() {}

    /**
     * Returns whether a path is that of a single file for all stores: it is a file; or it is not a directory, and ends
     * with {@code .ndjson} or {@code .ndjson.gz} or has a previous dump next to it.
     */
    static boolean isFile(Path path) {
        String name = String.valueOf(path.getFileName());
        return Files.isRegularFile(path)
                || !Files.isDirectory(path)
                        && (name.endsWith(ENDING)
                                || name.endsWith(ENDING + GZIP_ENDING)
                                || Files.isRegularFile(before(path)));
    }

    /** Returns the path of the previous dump next to a single file. */
    static Path before(Path file) {
        return file.resolveSibling(file.getFileName() + ".previous");
    }

    /** Returns the existing dump files for all stores at a path, the newest first. */
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
     * Returns the files of a directory that contain one store each, by the store's name: the file's name without
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

    /** Returns the path of the next dump in a directory, one above the highest number in use. */
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
     * Deletes all dumps of a directory except the newest and the previous one. The files of version 1, one per store,
     * count as a single, older dump; files that are not dumps are kept.
     *
     * @param before the previous dump that is known to be complete; null if none is known
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

    /** Deletes the files of a directory whose names start with {@code prefix} and end with {@code ending}. */
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
