package dev.mayfly.dump;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.gzip.GunzipStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.ZipException;

/**
 * Fills stores from files: the newest whole dump at a path, a file with the events of one store, which is taken for
 * {@code default}, or a directory with a file for each store, which is named as its file.
 */
public final class SeedFiles {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int GZIP_MAGIC = 0x1F8B;

    private final int eventBytes;
    private final Supplier<? extends SeedTargets> targets;

    /**
     * Makes a reader of files.
     *
     * @param eventBytes the most bytes of one event as a client may send it
     * @param targets returns what takes what is read, for each try
     */
    public SeedFiles(int eventBytes, Supplier<? extends SeedTargets> targets) {
        this.eventBytes = eventBytes;
        this.targets = targets;
    }

    /**
     * What was read.
     *
     * @param source the file, or the directory with a file for each store
     * @param stores the stores
     * @param damaged the newer dumps that could not be read, and why
     * @param unused files next to the dumps that were not read
     */
    public record Seeded(Path source, List<DumpReader.Read> stores, Map<Path, String> damaged, List<Path> unused) {
        /** Returns how many events were read. */
        public long events() {
            return stores.stream().mapToLong(DumpReader.Read::events).sum();
        }
    }

    /**
     * Fills the stores that a path holds.
     *
     * @return what was read, or nothing if there is nothing at that path
     * @throws DumpFileException if a file cannot be read or is wrong, unless it is a damaged dump and there is one
     *     before it
     */
    public Optional<Seeded> read(Path path) throws DumpFileException {
        Map<String, List<Path>> storeFiles = new TreeMap<>();
        List<Path> dumps;
        try {
            dumps = Generations.newestFirst(path);
            if (Files.isDirectory(path)) {
                storeFiles.putAll(Generations.storeFiles(path));
            } else if (dumps.isEmpty()) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new DumpFileException(path, "cannot be read: " + e);
        }
        Map<Path, String> damaged = new LinkedHashMap<>();
        for (Path dump : dumps) {
            boolean last = dump.equals(dumps.get(dumps.size() - 1)) && storeFiles.isEmpty();
            try {
                List<DumpReader.Read> read = read(Map.of(dump, ""));
                List<Path> unused =
                        storeFiles.values().stream().flatMap(List::stream).toList();
                return Optional.of(new Seeded(dump, read, damaged, unused));
            } catch (DumpFileException mistake) {
                // An intact dump that cannot be read is no accident: reading an older one instead would lose events.
                if (last || DumpCheck.isWhole(dump)) {
                    throw mistake;
                }
                damaged.put(dump, String.valueOf(mistake.getMessage()));
            }
        }
        return Optional.of(new Seeded(path, readStores(path, storeFiles), damaged, List.of()));
    }

    /** Opens a file, inflating it if it is compressed. */
    static InputStream open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK_BYTES);
        try {
            in.mark(2);
            int magic = in.read() << 8 | in.read();
            in.reset();
            return magic == GZIP_MAGIC ? new GunzipStream(in, CHUNK_BYTES) : in;
        } catch (IOException | RuntimeException failure) {
            in.close();
            throw failure;
        }
    }

    private List<DumpReader.Read> readStores(Path path, Map<String, List<Path>> storeFiles) throws DumpFileException {
        Map<Path, String> files = new LinkedHashMap<>();
        for (Map.Entry<String, List<Path>> each : storeFiles.entrySet()) {
            if (each.getValue().size() > 1) {
                throw new DumpFileException(
                        path, "has more than one file for the store '" + each.getKey() + "': " + each.getValue());
            }
            files.put(each.getValue().get(0), each.getKey());
        }
        return read(files);
    }

    /**
     * Reads files, all of them or nothing.
     *
     * @param files the files, and the store that each is for; empty for those that it names
     */
    private List<DumpReader.Read> read(Map<Path, String> files) throws DumpFileException {
        SeedTargets all = targets.get();
        List<DumpReader> readers = new ArrayList<>();
        List<String> names = new ArrayList<>();
        boolean whole = false;
        List<DumpReader.Read> read = new ArrayList<>();
        try {
            for (Map.Entry<Path, String> file : files.entrySet()) {
                all.from(file.getKey());
                DumpReader reader = new DumpReader(eventBytes, true, new NamedTargets(file.getValue(), all, names));
                readers.add(reader);
                read(file.getKey(), reader);
            }
            prepare(all, files.keySet());
            for (DumpReader reader : readers) {
                for (DumpReader.Read each :
                        Objects.requireNonNull(reader.commit(), "nothing is appended before the start")) {
                    read.add(new DumpReader.Read(names.get(read.size()), each.events()));
                }
            }
            whole = true;
        } finally {
            readers.forEach(DumpReader::close);
            if (!whole) {
                all.discard();
            }
        }
        all.complete();
        return read;
    }

    private static void prepare(SeedTargets all, Set<Path> files) throws DumpFileException {
        try {
            all.prepare();
        } catch (IOException refused) {
            throw new DumpFileException(files.iterator().next(), "cannot be imported: " + refused);
        }
    }

    private static void read(Path file, DumpReader reader) throws DumpFileException {
        try (InputStream in = open(file)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            long bytes = 0;
            for (int count = in.read(chunk); count >= 0 && reader.refused() == null; count = in.read(chunk)) {
                bytes += count;
                reader.read(chunk, 0, count);
            }
            if (bytes == 0) {
                throw new DumpFileException(file, "is empty; even a dump of empty stores has lines");
            }
            reader.end();
            DumpReader.Refused refused = reader.refused();
            if (refused != null) {
                throw new DumpFileException(file, "line " + refused.line() + " " + reason(refused.reason()));
            }
        } catch (InvalidInputException mistake) {
            InvalidInputException.Violation first = mistake.violations().get(0);
            throw new DumpFileException(
                    file,
                    (mistake.line() > 0 ? "line " + mistake.line() + " " : "")
                            + (first.field().isEmpty() ? "" : "'" + first.field() + "' ")
                            + first.message());
        } catch (EOFException | ZipException damaged) {
            throw new DumpFileException(file, "is damaged: " + damaged.getMessage());
        } catch (IOException unreadable) {
            throw new DumpFileException(file, "cannot be read: " + unreadable);
        }
    }

    private static String reason(AppendResult reason) {
        if (reason instanceof AppendResult.StoreFull full) {
            return "does not fit into the store's limit of " + full.limitBytes() + " bytes";
        }
        return "cannot be stored: " + reason;
    }

    /**
     * Takes the stores of one file.
     *
     * @param name the store that the file is for; empty for those that it names, and {@code default} if it is one of
     *     version 1
     * @param names gets the names of the stores that are filled, in their order
     */
    private record NamedTargets(String name, SeedTargets all, List<String> names) implements DumpTargets {
        @Override
        public Import open(String store, int stores) {
            return all.open(name(stores, stores == 1 ? Stores.DEFAULT : store), stores);
        }

        @Override
        public Import open(DumpLine.Store store, int stores) {
            String named = name(stores, store.name());
            return all.open(new DumpLine.Store(named, store.incarnation(), store.settings(), store.events()), stores);
        }

        @Override
        public void begin(DumpLine.Header header) {
            if (name.isEmpty()) {
                all.begin(header);
            }
        }

        @Override
        public void projection(DumpLine.Projection projection) {
            all.projection(projection);
        }

        @Override
        public Optional<Import> snapshot(DumpLine.Snapshot snapshot) {
            return all.snapshot(snapshot);
        }

        private String name(int stores, String unnamed) {
            if (!name.isEmpty() && stores > 1) {
                throw InvalidInputException.invalid(
                        "", "holds " + stores + " stores, but each file in a directory must hold one");
            }
            names.add(name.isEmpty() ? unnamed : name);
            return names.get(names.size() - 1);
        }
    }
}
