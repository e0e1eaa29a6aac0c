package dev.mayfly.dump;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.Uuids;
import dev.mayfly.eventstore.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The location of a process's dumps: a file, or a directory with one file per dump. It keeps the newest dump and the
 * previous one.
 *
 * <p>A dump contains all stores. It is written under a temporary name, forced to disk and then renamed, so there is a
 * complete dump at any moment after the first. For one thread at a time.
 */
public final class DumpFiles implements AutoCloseable {
    private static final String UNFINISHED_ENDING = ".unfinished";
    private static final String TAKEN_ENDING = ".taken";
    private static final int CHUNK_BYTES = 256 * 1024;

    private final Path path;
    private @Nullable FileChannel lock;
    private boolean locked;
    /** The newest dump that is known to be complete: the one read or written last. */
    private @Nullable Path whole;

    /** The result of locking a path. */
    public enum Lock {
        /** This instance holds the lock until it is closed or the process ends. */
        HELD,
        /** Another process holds the lock, or another instance in this process. */
        TAKEN,
        /** The file system does not support locks, so another process may use the path too. */
        UNSUPPORTED
    }

    /** Makes an instance for a path, without accessing it. */
    public DumpFiles(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** Returns the path, absolute and normalized. */
    public Path path() {
        return path;
    }

    /** Returns the file whose lock shows that a process uses the path. */
    public Path lockFile() {
        return Generations.isFile(path) ? sibling(".", ".lock") : path.resolve(".dump.lock");
    }

    /** Returns why a dump could not be written, if a reason is apparent now. */
    public Optional<String> obstacle() {
        Path directory = Generations.isFile(path) ? path.getParent() : path;
        while (directory != null && !Files.exists(directory)) {
            directory = directory.getParent();
        }
        if (directory == null || !Files.isDirectory(directory)) {
            return Optional.of(directory + " is not a directory");
        }
        return Files.isWritable(directory) ? Optional.empty() : Optional.of(directory + " cannot be written to");
    }

    /**
     * Locks the path until {@link #close()} or the end of the process, and creates its directory if needed.
     *
     * @throws IOException if the directory or the lock file cannot be created
     */
    public Lock lock() throws IOException {
        Path file = lockFile();
        Files.createDirectories(parent(file));
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                channel.close();
                return Lock.TAKEN;
            }
        } catch (OverlappingFileLockException sameProcess) {
            channel.close();
            return Lock.TAKEN;
        } catch (IOException noLocks) {
            channel.close();
            return Lock.UNSUPPORTED;
        }
        lock = channel;
        locked = true;
        return Lock.HELD;
    }

    /** Records that a file at this path has been read completely. */
    public void wasRead(Path file) {
        whole = file;
    }

    /** Renames a damaged dump to end with {@code .damaged}, so that it is kept for inspection. */
    public void setAside(Path damaged) throws IOException {
        Files.move(
                damaged,
                damaged.resolveSibling(damaged.getFileName() + ".damaged"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns whether a process has already continued the histories of the dump with this id. */
    public static boolean isTaken(Path file, String id) throws IOException {
        Path mark = taken(file);
        return Files.exists(mark) && Files.readString(mark).equals(id);
    }

    /**
     * Marks a dump as one whose histories this process continues. Must be called before the stores are visible.
     *
     * @param id the dump's id
     * @return false if the dump is already marked
     * @throws IOException if the mark cannot be read or written
     */
    public boolean take(Path file, String id) throws IOException {
        Path mark = taken(file);
        if (Files.exists(mark) && !Files.readString(mark).equals(id)) {
            // The mark belongs to an earlier dump with the same file name.
            Files.delete(mark);
        }
        try (FileChannel channel = FileChannel.open(mark, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Channels.newOutputStream(channel).write(id.getBytes(StandardCharsets.US_ASCII));
            channel.force(true);
        } catch (FileAlreadyExistsException another) {
            return false;
        }
        forceDirectory(parent(mark));
        return true;
    }

    /**
     * Writes a dump, and deletes those older than the previous one.
     *
     * @param clean whether nothing can be appended to the stores any more
     * @param stopped asked before each chunk whether to cancel the dump
     * @return the file
     * @throws IOException if the dump was cancelled or could not be written, or old files could not be deleted; in
     *     each case the newest earlier dump is kept
     */
    public Path write(List<StoreDump> stores, boolean clean, BooleanSupplier stopped) throws IOException {
        boolean single = Generations.isFile(path);
        Path directory = single ? parent(path) : path;
        Files.createDirectories(directory);
        String prefix = single ? "." + path.getFileName() + "." : ".dump.";
        if (locked) {
            Generations.deleteAll(directory, prefix, UNFINISHED_ENDING);
        }
        String id = Uuids.digits();
        DumpLine.Header header = new DumpLine.Header(
                id, Rfc3339.instant(TimeSource.SYSTEM.epochNanos()), clean, path.toString(), stores.size());
        Path unfinished = directory.resolve(prefix + id + UNFINISHED_ENDING);
        Path file;
        try {
            writeUnfinished(unfinished, header, stores, stopped);
            file = single ? path : Generations.next(directory);
            if (single && Files.exists(path)) {
                keepBefore();
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException failure) {
            deleteQuietly(unfinished);
            throw failure;
        }
        forceDirectory(directory);
        if (single) {
            Files.deleteIfExists(taken(path));
        } else {
            Generations.deleteOld(directory, file, whole);
        }
        whole = file;
        return file;
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }

    /**
     * Gives the dump to be replaced the name of the previous one, so that a complete dump exists under one of the two
     * names at any moment.
     */
    private void keepBefore() throws IOException {
        Path before = Generations.before(path);
        try {
            Files.deleteIfExists(before);
            Files.createLink(before, path);
        } catch (UnsupportedOperationException | IOException noLinks) {
            Files.move(path, before, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void writeUnfinished(Path file, DumpLine.Header header, List<StoreDump> stores, BooleanSupplier stopped)
            throws IOException {
        boolean gzip = String.valueOf(path.getFileName()).endsWith(Generations.GZIP_ENDING);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream plain = Channels.newOutputStream(channel);
            OutputStream out = gzip ? new GZIPOutputStream(plain, CHUNK_BYTES) : plain;
            WholeDump.write(header, stores, out, stopped);
            if (out instanceof GZIPOutputStream compressed) {
                compressed.finish();
            }
            channel.force(true);
        }
    }

    /** Returns whether a file starts like a dump. */
    static boolean isDump(Path file) throws IOException {
        byte[] beginning = (new String(Section.beginning(), StandardCharsets.US_ASCII) + "{\"dump\":")
                .getBytes(StandardCharsets.US_ASCII);
        try (InputStream in = SeedFiles.open(file)) {
            return Arrays.equals(in.readNBytes(beginning.length), beginning);
        }
    }

    /** Returns the file that marks a dump's histories as continued; it contains the dump's id. */
    static Path taken(Path file) {
        return file.resolveSibling(file.getFileName() + TAKEN_ENDING);
    }

    private Path sibling(String prefix, String ending) {
        return path.resolveSibling(prefix + path.getFileName() + ending);
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException itStays) {
            // A later dump deletes the file; the original failure is the one to report.
        }
    }

    /** Forces a rename to disk, if the system supports it. */
    private static void forceDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // Not every system can open a directory; the contents of the files are already on disk.
        }
    }
}
