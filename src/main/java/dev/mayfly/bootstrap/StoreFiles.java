package dev.mayfly.bootstrap;

import dev.mayfly.dump.DumpFileException;
import dev.mayfly.dump.DumpFiles;
import dev.mayfly.dump.DumpReader;
import dev.mayfly.dump.SeedFiles;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.rest.RequestLimits;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Fills the stores from files at the start, and writes them to files at the stop, where the configuration says so. */
@Singleton
public class StoreFiles {
    private static final String SEED = "mayfly.seed";
    private static final String DUMP = "mayfly.dump.on-stop";
    private static final Logger LOG = Logger.getLogger(StoreFiles.class);

    private final Stores stores;
    private final RequestLimits limits;
    private final Optional<Path> seed;
    private final Optional<Path> dump;
    /** Whether the start came so far that what the stores hold is worth more than what a dump holds. */
    private volatile boolean seeded;

    /**
     * Makes what the configuration says.
     *
     * @throws ConfigurationException if stores could not be written where it says; it names the key
     */
    @Inject
    public StoreFiles(MayflyConfiguration configuration, Stores stores, RequestLimits limits) {
        this(configuration.seed(), configuration.dump().onStop(), stores, limits);
    }

    StoreFiles(Optional<String> seed, Optional<String> dump, Stores stores, RequestLimits limits) {
        this.stores = stores;
        this.limits = limits;
        this.seed = seed.map(path -> path(SEED, path));
        this.dump = dump.map(path -> path(DUMP, path));
        requireWritable();
    }

    private void requireWritable() {
        dump.ifPresent(path -> DumpFiles.obstacle(path).ifPresent(obstacle -> {
            throw wrong(DUMP, path + ": " + obstacle);
        }));
    }

    /**
     * Fills the stores, if the configuration says with what.
     *
     * @throws ConfigurationException if that cannot be taken whole; it names the file and the line
     */
    void seed() {
        if (seed.isPresent()) {
            read(seed.get());
        }
        seeded = true;
    }

    private void read(Path path) {
        long startNanos = System.nanoTime();
        try {
            Optional<List<DumpReader.Read>> read = new SeedFiles(limits.events().eventBytes(), this::store).read(path);
            if (read.isEmpty()) {
                LOG.infof("There is no seed yet: path=%s", path);
                return;
            }
            LOG.infof(
                    "Seeded: path=%s stores=%d events=%d millis=%d",
                    path,
                    read.get().size(),
                    read.get().stream().mapToLong(DumpReader.Read::events).sum(),
                    millisSince(startNanos));
        } catch (DumpFileException damaged) {
            throw wrong(SEED, String.valueOf(damaged.getMessage()));
        }
    }

    /** Writes the stores, if the configuration says where. That it cannot be done is logged. */
    void dump() {
        if (dump.isEmpty() || !seeded) {
            return;
        }
        long startNanos = System.nanoTime();
        try {
            List<EventStore> all = List.copyOf(stores.all());
            long events = DumpFiles.write(dump.get(), all);
            LOG.infof(
                    "Dumped: path=%s stores=%d events=%d millis=%d",
                    dump.get(), all.size(), events, millisSince(startNanos));
        } catch (IOException | RuntimeException failure) {
            LOG.errorf(failure, "The stores could not be dumped: path=%s", dump.get());
        }
    }

    /** Returns the store that a file is for, which it makes if it is not there. */
    private EventStore store(String name) {
        return stores.find(name).orElseGet(() -> {
            StoreCreation creation = stores.create(name, StoreSettings.DEFAULT);
            if (creation instanceof StoreCreation.Created created) {
                return created.store();
            }
            throw InvalidInputException.invalid("", "is for one store more than there may be");
        });
    }

    private static long millisSince(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    private static Path path(String key, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw wrong(key, "is no path: " + malformed.getMessage());
        }
    }

    private static ConfigurationException wrong(String key, String message) {
        return new ConfigurationException(key + ": " + message, Set.of(key));
    }
}
