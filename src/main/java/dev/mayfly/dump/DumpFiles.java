package dev.mayfly.dump;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.LogPrefix;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Where dumps are kept: in one file for all stores, or in a directory with a file for each.
 *
 * <p>A file is written under another name, forced to the disk and then renamed, so that at any moment there is a whole
 * dump, the old one or the new one.
 */
public final class DumpFiles {
    static final String ENDING = ".ndjson";
    static final String GZIP_ENDING = ".gz";

    private static final Pattern FILE_NAME = Pattern.compile(
            "([a-z0-9][a-z0-9-]{0,62})" + Pattern.quote(ENDING) + "(?:" + Pattern.quote(GZIP_ENDING) + ")?");
    private static final String UNFINISHED_ENDING = ".unfinished";
    private static final int CHUNK_BYTES = 256 * 1024;

    private DumpFiles() {}

    /**
     * Returns whether a path is of one file for all stores: it is a file, or is not there and ends with {@code .ndjson} or
     * {@code .ndjson.gz}.
     */
    static boolean isFile(Path path) {
        String name = String.valueOf(path.getFileName());
        return Files.isRegularFile(path)
                || !Files.isDirectory(path) && (name.endsWith(ENDING) || name.endsWith(ENDING + GZIP_ENDING));
    }

    /** Returns why stores could not be written to a path, as far as that is to be seen now, or nothing. */
    public static Optional<String> obstacle(Path path) {
        Path absolute = path.toAbsolutePath();
        Path directory = isFile(absolute) ? absolute.getParent() : absolute;
        while (directory != null && !Files.exists(directory)) {
            directory = directory.getParent();
        }
        if (directory == null || !Files.isDirectory(directory)) {
            return Optional.of(directory + " is no directory");
        }
        return Files.isWritable(directory) ? Optional.empty() : Optional.of(directory + " cannot be written to");
    }

    /**
     * Returns the files of a directory that hold stores, by the stores' names, which are their names without {@code .ndjson}
     * or {@code .ndjson.gz}.
     */
    static Map<String, List<Path>> files(Path directory) throws IOException {
        Map<String, List<Path>> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            all.forEach(file -> store(file)
                    .ifPresent(store -> files.computeIfAbsent(store, key -> new ArrayList<>())
                            .add(file)));
        }
        return files;
    }

    /**
     * Writes all stores as they are now. In a directory, files of dumps go whose stores are not there any more; other files
     * stay.
     *
     * @param path the file, or the directory, which is made if it is not there
     * @return how many events were written
     * @throws IOException if that could not be done; then the files are as they were, unless it was renaming that failed
     */
    public static long write(Path path, List<EventStore> stores) throws IOException {
        Path absolute = path.toAbsolutePath();
        Map<Path, List<DumpText>> texts = new LinkedHashMap<>();
        long events = 0;
        boolean file = isFile(absolute);
        for (int i = 0; i < stores.size(); i++) {
            LogPrefix log = stores.get(i).prefix();
            String name = stores.get(i).name();
            events += log.position();
            if (file) {
                texts.computeIfAbsent(absolute, key -> new ArrayList<>())
                        .add(DumpText.section(name, log, i + 1, stores.size()));
            } else {
                texts.put(absolute.resolve(name + ENDING), List.of(DumpText.of(name, log)));
            }
        }
        Path directory = file ? parent(absolute) : absolute;
        Files.createDirectories(directory);
        for (Map.Entry<Path, List<DumpText>> each : texts.entrySet()) {
            writeUnfinished(each.getKey(), each.getValue());
        }
        for (Path each : texts.keySet()) {
            Files.move(unfinished(each), each, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!file) {
            deleteOthers(directory, texts.keySet().stream().toList());
        }
        forceDirectory(directory);
        return events;
    }

    private static Optional<String> store(Path file) {
        Matcher matcher = FILE_NAME.matcher(String.valueOf(file.getFileName()));
        return matcher.matches() && Files.isRegularFile(file) ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling("." + file.getFileName() + UNFINISHED_ENDING);
    }

    private static void writeUnfinished(Path file, List<DumpText> texts) throws IOException {
        boolean gzip = String.valueOf(file.getFileName()).endsWith(GZIP_ENDING);
        try (FileChannel channel = FileChannel.open(
                unfinished(file),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            OutputStream plain = Channels.newOutputStream(channel);
            OutputStream out = gzip ? new GZIPOutputStream(plain, CHUNK_BYTES) : plain;
            JsonBuffer buffer = new JsonBuffer(CHUNK_BYTES + CHUNK_BYTES / 8);
            for (DumpText text : texts) {
                boolean whole = false;
                while (!whole) {
                    buffer.clear();
                    whole = text.writeTo(buffer, CHUNK_BYTES);
                    out.write(buffer.array(), 0, buffer.size());
                }
            }
            if (out instanceof GZIPOutputStream compressed) {
                compressed.finish();
            }
            channel.force(true);
        }
    }

    /** Deletes files that would bring back a store that is gone, or stand for a store in another form. */
    private static void deleteOthers(Path directory, List<Path> written) throws IOException {
        for (List<Path> files : files(directory).values()) {
            boolean replaced = files.stream().anyMatch(written::contains);
            for (Path file : files) {
                if (!written.contains(file) && (replaced || isDump(file))) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean isDump(Path file) throws IOException {
        byte[] beginning = (new String(Section.beginning(), StandardCharsets.US_ASCII) + "{\"dump\":")
                .getBytes(StandardCharsets.US_ASCII);
        try (InputStream in = SeedFiles.open(file)) {
            return Arrays.equals(in.readNBytes(beginning.length), beginning);
        }
    }

    /** Forces the renaming to the disk, where the system can do so. */
    private static void forceDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // Not every system opens directories; the files themselves are on the disk.
        }
    }
}
