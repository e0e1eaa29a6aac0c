package dev.mayfly.bootstrap.files;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.dump.DumpFileException;
import dev.mayfly.dump.DumpFiles;
import dev.mayfly.dump.SeedFiles;
import dev.mayfly.dump.StoreDump;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.projection.declared.StoreDeclarations;
import dev.mayfly.schema.Schemas;
import dev.mayfly.store.Catalogue;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fills the stores from files at the start, and writes them to files at the stop and at intervals before, as
 * configured.
 */
@Singleton
public class StoreFiles {
    private static final String SEED = "mayfly.seed";
    private static final String DUMP = "mayfly.dump.on-stop";
    private static final String EVERY = "mayfly.dump.every";
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(StoreFiles.class);

    private final Catalogue catalogue;
    private final StoreDeclarations declarations;
    private final Schemas schemas;
    private final RequestLimits limits;
    private final Optional<Path> seed;
    private final Optional<DumpFiles> dump;
    private final Optional<Duration> every;
    private @Nullable ScheduledExecutorService timer;
    private volatile boolean stopping;
    /** Whether seeding has finished, so that the stores' contents may replace an existing dump. */
    private volatile boolean seeded;

    /**
     * Makes an instance for the configuration.
     *
     * @throws ConfigurationException if the stores could not be written to the configured path; the message names the
     *     key
     */
    @Inject
    public StoreFiles(
            MayflyConfiguration configuration,
            Catalogue catalogue,
            StoreDeclarations declarations,
            Schemas schemas,
            RequestLimits limits) {
        this.catalogue = catalogue;
        this.declarations = declarations;
        this.schemas = schemas;
        this.limits = limits;
        this.seed = configuration.seed().map(path -> path(SEED, path));
        this.dump = configuration.dump().onStop().map(path -> new DumpFiles(path(DUMP, path)));
        this.every = configuration.dump().every();
        dump.ifPresent(files -> files.obstacle().ifPresent(obstacle -> {
            throw wrong(DUMP, files.path() + ": " + obstacle);
        }));
        every.ifPresent(period -> {
            if (dump.isEmpty()) {
                throw wrong(EVERY, "requires " + DUMP + ", the path to write to");
            }
            if (period.compareTo(LEAST) < 0) {
                throw wrong(EVERY, "must be at least " + LEAST);
            }
        });
    }

    /**
     * Fills the stores from the configured seed, if any, and starts writing them at intervals, if configured.
     *
     * @throws ConfigurationException if the seed cannot be read completely, or another process uses the path; the
     *     message names the file
     */
    public void seed() {
        dump.ifPresent(StoreFiles::lock);
        if (seed.isPresent()) {
            read(seed.get());
        }
        seeded = true;
        every.ifPresent(this::begin);
    }

    private static void lock(DumpFiles files) {
        try {
            switch (files.lock()) {
                case TAKEN ->
                    throw wrong(DUMP, files.path() + " is in use by another process, which holds " + files.lockFile());
                case UNSUPPORTED ->
                    LOG.warnf(
                            "The file system does not support locks, so another process could use the same dumps: path=%s",
                            files.path());
                case HELD -> LOG.debugf("Locked: path=%s", files.path());
            }
        } catch (IOException failure) {
            throw wrong(DUMP, files.path() + " cannot be written to: " + failure);
        }
    }

    private void read(Path path) {
        long startNanos = System.nanoTime();
        Optional<DumpFiles> own =
                dump.filter(files -> files.path().equals(path.toAbsolutePath().normalize()));
        List<Seeding> tries = new ArrayList<>();
        try {
            Optional<SeedFiles.Seeded> read = new SeedFiles(limits.events().eventBytes(), () -> {
                        tries.add(new Seeding(catalogue, declarations, schemas, own));
                        return tries.get(tries.size() - 1);
                    })
                    .read(path);
            if (read.isEmpty() || read.get().stores().isEmpty()) {
                LOG.infof("There is no seed yet, starting empty: path=%s", path);
                return;
            }
            report(path, read.get(), own);
            LOG.infof(
                    "Seeded: path=%s stores=%d events=%d history=%s millis=%d",
                    read.get().source(),
                    read.get().stores().size(),
                    read.get().events(),
                    tries.get(tries.size() - 1).continues() ? "continued" : "new",
                    millisSince(startNanos));
        } catch (DumpFileException damaged) {
            throw wrong(SEED, String.valueOf(damaged.getMessage()));
        } catch (IOException failure) {
            throw wrong(SEED, path + ": " + failure);
        }
    }

    /** Logs what was not read, and moves it out of the way of later dumps. */
    private static void report(Path path, SeedFiles.Seeded read, Optional<DumpFiles> own) throws IOException {
        for (var damaged : read.damaged().entrySet()) {
            LOG.errorf(
                    "A dump is damaged. Reading the one before it; events after that one are lost: %s",
                    damaged.getValue());
            if (own.isPresent()) {
                own.get().setAside(damaged.getKey());
            }
        }
        if (read.damaged().isEmpty() && !read.source().equals(path) && !Files.isDirectory(path)) {
            LOG.warnf("There is no dump at %s. Reading the one before it: %s", path, read.source());
        }
        if (!read.unused().isEmpty()) {
            LOG.warnf("Ignoring files next to a dump: %s", read.unused());
        }
        own.ifPresent(files -> files.wasRead(read.source()));
    }

    private void begin(Duration period) {
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "mayfly-dump");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleWithFixedDelay(
                () -> write(false), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Writes the stores for the last time, if configured; abandons a dump in progress for it.
     *
     * @return whether everything required has been written; a failure is logged
     */
    public boolean dump() {
        stopping = true;
        boolean written = dump.isEmpty() || !seeded || write(true);
        close();
        return written;
    }

    /** Releases the path, even if the start has failed; nothing is written after that. */
    @PreDestroy
    void close() {
        stopping = true;
        if (timer != null) {
            timer.shutdown();
        }
        try {
            if (dump.isPresent()) {
                dump.get().close();
            }
        } catch (IOException unimportant) {
            LOG.debug("The lock could not be closed", unimportant);
        }
    }

    private synchronized boolean write(boolean clean) {
        if (stopping != clean) {
            return true;
        }
        DumpFiles files = dump.orElseThrow();
        long startNanos = System.nanoTime();
        try {
            List<StoreDump> all = StoreDumps.of(catalogue, declarations, schemas);
            Path file = files.write(all, clean, () -> stopping != clean);
            LOG.infof(
                    "Dumped: path=%s stores=%d events=%d millis=%d",
                    file,
                    all.size(),
                    all.stream().mapToLong(store -> store.log().eventCount()).sum(),
                    millisSince(startNanos));
            return true;
        } catch (InterruptedIOException givenUp) {
            return true;
        } catch (IOException | RuntimeException failure) {
            LOG.errorf(failure, "Could not write a dump: path=%s", files.path());
            return false;
        }
    }

    private static long millisSince(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    private static Path path(String key, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw wrong(key, "is not a valid path: " + malformed.getMessage());
        }
    }

    private static ConfigurationException wrong(String key, String message) {
        return new ConfigurationException(key + ": " + message, Set.of(key));
    }
}
