package dev.mayfly.bootstrap.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The keys {@code mayfly.sessions.*}; the domain reads them by their names. */
public interface SessionsConfiguration {
    /** How long a session lives after each use, if the client does not say; 1 s to 365 d. */
    @WithDefault("PT30M")
    Duration ttl();

    /** The most bytes of a session's attributes. */
    @WithDefault("64K")
    MemorySize maxSize();

    /** How often a session's touches are recorded at most; a tenth of its ttl if not set. */
    Optional<Duration> touchInterval();

    /**
     * The most live sessions of a store; one more is refused as {@code limit-reached}. If it is not set, one for each
     * 4 KiB of the maximum heap.
     */
    OptionalInt live();
}
