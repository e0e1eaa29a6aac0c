package dev.mayfly.dump;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.AppendResult;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.gzip.GunzipStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipException;

/**
 * Fills stores from files: a file with a dump of all stores, a file with one store, which is taken for {@code default}, or a
 * directory with a file for each store, which is named as its file.
 */
public final class SeedFiles {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int GZIP_MAGIC = 0x1F8B;

    private final int eventBytes;
    private final Function<String, EventStore> stores;

    /**
     * Makes a reader of files.
     *
     * @param eventBytes the most bytes of one event as a client may send it
     * @param stores returns the store of a name, which is made if it is not there
     */
    public SeedFiles(int eventBytes, Function<String, EventStore> stores) {
        this.eventBytes = eventBytes;
        this.stores = stores;
    }

    /**
     * Fills the stores that a path holds.
     *
     * @return what was read, or nothing if there is nothing at that path
     * @throws DumpFileException if a file cannot be read or is not as it must be. Stores may have been filled by then, those of
     *     other files: whoever gets this gives all of them up.
     */
    public Optional<List<DumpReader.Read>> read(Path path) throws DumpFileException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        if (!Files.isDirectory(path)) {
            return Optional.of(read(path, (store, count) -> count == 1 ? Stores.DEFAULT : store));
        }
        List<DumpReader.Read> all = new ArrayList<>();
        for (Map.Entry<String, List<Path>> each : files(path).entrySet()) {
            Path file = each.getValue().get(0);
            if (each.getValue().size() > 1) {
                throw new DumpFileException(
                        path, "has more than one file for the store '" + each.getKey() + "': " + each.getValue());
            }
            all.addAll(read(file, (store, count) -> {
                if (count > 1) {
                    throw InvalidInputException.invalid(
                            "", "holds " + count + " stores, and a file in a directory holds one");
                }
                return each.getKey();
            }));
        }
        return Optional.of(all);
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

    private static Map<String, List<Path>> files(Path directory) throws DumpFileException {
        try {
            return DumpFiles.files(directory);
        } catch (IOException e) {
            throw new DumpFileException(directory, "cannot be read: " + e);
        }
    }

    /** Says which store a section of a file goes to. */
    private interface Names {
        String of(String section, int sections);
    }

    private List<DumpReader.Read> read(Path file, Names names) throws DumpFileException {
        List<String> filled = new ArrayList<>();
        DumpReader.Targets targets = (section, count) -> {
            String name = names.of(section, count);
            filled.add(name);
            return open(name);
        };
        try (DumpReader reader = new DumpReader(eventBytes, true, targets);
                InputStream in = open(file)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            long bytes = 0;
            for (int count = in.read(chunk); count >= 0 && reader.refused() == null; count = in.read(chunk)) {
                bytes += count;
                reader.read(chunk, 0, count);
            }
            if (bytes == 0) {
                throw new DumpFileException(file, "is empty; the dump of an empty store has two lines");
            }
            reader.end();
            DumpReader.Refused refused = reader.refused();
            if (refused != null) {
                throw new DumpFileException(file, "line " + refused.line() + " " + reason(refused.reason()));
            }
            List<DumpReader.Read> read = Objects.requireNonNull(reader.commit(), "nobody appends before the start");
            List<DumpReader.Read> named = new ArrayList<>();
            for (int i = 0; i < read.size(); i++) {
                named.add(new DumpReader.Read(filled.get(i), read.get(i).events()));
            }
            return named;
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

    private Import open(String name) {
        return stores.apply(name)
                .openImport()
                .orElseThrow(
                        () -> InvalidInputException.invalid("", "the store '" + name + "' is being filled already"));
    }

    private static String reason(AppendResult reason) {
        if (reason instanceof AppendResult.StoreFull full) {
            return "does not fit: the store may use " + full.limitBytes() + " bytes";
        }
        return "cannot be stored: " + reason;
    }
}
