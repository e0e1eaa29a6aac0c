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
 * A reader that fills stores from the files at a path: the newest complete dump; a file with the events of one store,
 * which becomes {@code default}; or a directory with one file for each store, which gets the file's name.
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
     * @param targets makes the receiver of the contents, for each attempt
     */
    public SeedFiles(int eventBytes, Supplier<? extends SeedTargets> targets) {
        this.eventBytes = eventBytes;
        this.targets = targets;
    }

    /**
     * The result of reading.
     *
     * @param source the file that was read, or the directory with one file for each store
     * @param stores the stores that were filled
     * @param damaged the newer dumps that are damaged, each with the mistake in it
     * @param unused the files next to the dump that were not read
     */
    public record Seeded(Path source, List<DumpReader.Read> stores, Map<Path, String> damaged, List<Path> unused) {
        /** Returns the number of events in the stores. */
        public long events() {
            return stores.stream().mapToLong(DumpReader.Read::events).sum();
        }
    }

    /**
     * Fills stores from the files at a path.
     *
     * @return what was read, possibly without stores; empty if nothing exists at the path
     * @throws DumpFileException if a file cannot be read or is invalid, unless it is a damaged dump and there is an
     *     older one
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
                // A complete dump that cannot be loaded is not damaged; an older one would lose events.
                if (last || DumpCheck.isWhole(dump)) {
                    throw mistake;
                }
                damaged.put(dump, String.valueOf(mistake.getMessage()));
            }
        }
        return Optional.of(new Seeded(path, readStores(path, storeFiles), damaged, List.of()));
    }

    /** Opens a file, and decompresses it if it is in the gzip format. */
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
     * Reads files, and fills the stores from all of them or none.
     *
     * @param files the files, each with the name of its store; empty to use the names in the file
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
                        Objects.requireNonNull(reader.commit(), "stores receive no other events before the start")) {
                    read.add(new DumpReader.Read(names.get(read.size()), each.events(), each.lastPosition()));
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
     * The targets of the stores in one file.
     *
     * @param name the name of the file's store; empty to use the names in the file, or {@code default} if it contains
     *     plain events or a single section of version 1
     * @param names receives the names of the stores that are filled, in order
     */
    private record NamedTargets(String name, SeedTargets all, List<String> names) implements DumpTargets {
        @Override
        public Import open(String store, int stores) {
            return all.open(name(stores, stores == 1 ? Stores.DEFAULT : store), stores);
        }

        @Override
        public Import open(DumpLine.Store store, int stores) {
            String named = name(stores, store.name());
            return all.open(
                    new DumpLine.Store(
                            named,
                            store.incarnation(),
                            store.settings(),
                            store.events(),
                            store.removed(),
                            store.revision()),
                    stores);
        }

        @Override
        public void begin(DumpLine.Header header) {
            if (name.isEmpty()) {
                all.begin(header);
            }
        }

        @Override
        public void schema(DumpLine.Schema schema) {
            all.schema(schema);
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
