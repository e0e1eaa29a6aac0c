package dev.mayfly.bootstrap.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The configuration of forwarding new events as CloudEvents: the keys {@code mayfly.sink.*}, with their defaults. */
public interface SinkConfiguration {
    /** The address to which each event is sent with {@code POST}; nothing is forwarded if not set. */
    Optional<String> url();

    /** Attributes for every forwarded event, in Knative's format. */
    Optional<String> overrides();

    /** The mode in which events are sent. */
    @WithDefault("binary")
    Mode mode();

    /** Which events are forwarded: the criteria of a search, as a JSON object; all events if not set. */
    Optional<String> match();

    /** The stores whose events are forwarded; they need not exist yet. */
    @WithDefault(dev.mayfly.eventstore.Stores.DEFAULT)
    List<String> stores();

    /** The most events of a store being sent at once, each of a different aggregate. */
    @WithDefault("16")
    int concurrency();

    /** The most events of a store that have been read but not finished; above it, reading pauses. */
    @WithDefault("1000")
    int window();

    /** The time limit for sending an event and receiving the answer, including connecting. */
    @WithDefault("PT30S")
    Duration timeout();

    /**
     * How many times an event is tried if the sink answers with a transient error or does not answer; after that,
     * the event is given up. An unreachable sink does not count as a try.
     */
    @WithDefault("12")
    int tries();

    /** The approximate pause after the first try; it doubles after each further one. */
    @WithDefault("PT0.5S")
    Duration pause();

    /** The longest pause, unless the sink asks for a longer one with {@code Retry-After}. */
    @WithDefault("PT1M")
    Duration longestPause();

    /** The address for events that were given up; if not set, they are only logged. */
    Optional<String> deadLetterUrl();

    /**
     * A file with the position up to which each store has been forwarded, for processes that refill the stores from
     * a seed.
     */
    Optional<String> checkpointFile();

    /** How often that file is written if something has changed. */
    @WithDefault("PT1S")
    Duration checkpointInterval();

    /** The mode of CloudEvents over HTTP. */
    enum Mode {
        /** The attributes are headers and the data is the body. */
        BINARY,
        /** The whole event is the body, as JSON. */
        STRUCTURED
    }
}
