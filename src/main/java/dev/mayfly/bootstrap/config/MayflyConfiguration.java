package dev.mayfly.bootstrap.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be configured: every key {@code mayfly.*}, with its default. */
@ConfigMapping(prefix = "mayfly")
public interface MayflyConfiguration {
    /** Returns the keys {@code mayfly.http.*}. */
    Http http();

    /** Returns the keys {@code mayfly.memory.*}. */
    Memory memory();

    /** Returns the keys {@code mayfly.stores.*}. */
    Stores stores();

    /** Returns the keys {@code mayfly.faults.*}. */
    Faults faults();

    /** Returns the keys {@code mayfly.limits.*}. */
    Limits limits();

    /** Returns the keys {@code mayfly.subscription.*}. */
    Subscription subscription();

    /** Returns the keys {@code mayfly.cache.*}. */
    SearchCache cache();

    /** Returns the keys {@code mayfly.cloudevents.*}. */
    CloudEvents cloudevents();

    /** Returns the keys {@code mayfly.sink.*}. */
    Sink sink();

    /** Returns the keys {@code mayfly.projections.*}. */
    Projections projections();

    /** Returns the keys {@code mayfly.operations.*}. */
    Operations operations();

    /** Returns the keys {@code mayfly.sample.*}. */
    Sample sample();

    /** Returns the keys {@code mayfly.dump.*}. */
    Dump dump();

    /**
     * A file or directory that the stores are filled from at the start; a path that is not there is an empty start. Of
     * a directory with dumps the newest whole one is read, else a file for each store, {@code <store>.ndjson}; a file
     * of one store is for {@code default}. {@code .gz} is understood.
     */
    Optional<String> seed();

    /** How the server is reached. */
    interface Http {
        /**
         * The hosts, each with a port unless it is the usual one, whose pages may change something here, besides the
         * host that a request is sent to: those by which browsers know this server where a proxy in front of it says
         * another {@code Host}.
         */
        Optional<List<String>> hosts();
    }

    /** Where stores are written to. */
    interface Dump {
        /**
         * A file or directory that all stores are written to, with their settings, when the process stops: a
         * file if it is one already or the path ends with {@code .ndjson} or {@code .ndjson.gz}, else a directory with
         * a file for each dump. The dump before is kept.
         */
        Optional<String> onStop();

        /**
         * How often they are written there while the process runs, without an append waiting for it; never if left out.
         */
        Optional<Duration> every();
    }

    /** How much memory the stores may use. */
    interface Memory {
        /**
         * The most memory that the events and indexes of all stores take, in bytes ({@code 64M}, {@code 2G}) or as a
         * share of the maximum heap ({@code 60%}); an append that would go over it is refused as {@code store-full},
         * reads continue. A store may have its own lower limit.
         */
        @WithDefault("60%")
        MemorySize limit();
    }

    /** Faults that are injected on purpose. */
    interface Faults {
        /** Whether faults may be injected over HTTP: in development and tests, unless it says otherwise. */
        @WithDefault("false")
        boolean enabled();
    }

    /** Which stores there may be. */
    interface Stores {
        /** The most stores that there are at once; one more is refused as {@code limit-reached}. */
        @WithDefault("20000")
        int limit();

        /** How long a store that is made without a {@code ttl} lives without a request; for ever if left out. */
        Optional<Duration> ttl();

        /** The most snapshots of a store; one more is refused as {@code limit-reached}. */
        @WithDefault("100")
        int snapshots();

        /** Whether a store is made when a request first names it. */
        @WithDefault("false")
        boolean autoCreate();
    }

    /** The limits of a request; above one it is refused as {@code too-large}. */
    interface Limits {
        /** The most bytes of one event's JSON text. */
        @WithDefault("1M")
        MemorySize eventSize();

        /** The most bytes of one request's body, after decompression. */
        @WithDefault("32M")
        MemorySize requestSize();

        /**
         * How many times its own size a compressed body may inflate to, once more than 64 MiB has come out; what
         * deflate can do is about 1030.
         */
        @WithDefault("250")
        int gzipRatio();

        /** The most events of one request. */
        @WithDefault("100000")
        int requestEvents();

        /**
         * The maximum number of values in the criteria of a request's body, in a search or an append condition: each
         * id, type and tag counts as one, and so does each item of a query.
         */
        @WithDefault("20000")
        int criteriaValues();

        /** The most bytes of an import's body, after decompression; it is not held, but read as it comes. */
        @WithDefault("16G")
        MemorySize importSize();

        /**
         * The most bytes of request bodies that are held at once, at least those of one request; a request that would
         * go over it is refused as {@code throttled}.
         */
        @WithDefault("20%")
        MemorySize requestsInFlightSize();

        /**
         * The most requests that wait at once, searches for their {@code minCount} and reads of projections for their
         * {@code minPosition}; one that would have to wait beside them is refused as {@code throttled}.
         */
        @WithDefault("10000")
        int waitingRequests();
    }

    /** What subscriptions, and all other answers without an end, may take. */
    interface Subscription {
        /** The most that are open at once; one more is refused as {@code throttled}. */
        @WithDefault("10000")
        int maxCount();

        /**
         * The most bytes that wait in each for its client, besides the last write; above it the server waits for the
         * client.
         */
        @WithDefault("64K")
        MemorySize buffer();

        /** How far apart heartbeats are. */
        @WithDefault("15s")
        Duration heartbeat();

        /** After how long a client that takes nothing, while something waits for it, is disconnected. */
        @WithDefault("10m")
        Duration stallTimeout();
    }

    /** How the pages of searches are kept. */
    interface SearchCache {
        /** Whether pages are kept at all; answers are the same with and without. */
        @WithDefault("true")
        boolean enabled();

        /** The most memory that the kept pages of all stores take. */
        @WithDefault("5%")
        MemorySize limit();

        /** How long a page is kept; it never gets old, so this only frees memory. */
        @WithDefault("PT300S")
        Duration ttl();

        /** Where pages are looked for that are not in memory. */
        @WithDefault("none")
        @WithName("l2")
        Level second();

        /** The longest time that a search waits for the second level before it runs. */
        @WithDefault("PT0.02S")
        @WithName("l2-timeout")
        Duration secondTimeout();

        /** A second level. */
        enum Level {
            /** No second level. */
            NONE,
            /** Redis, at {@code quarkus.redis.hosts}. */
            REDIS
        }
    }

    /** How events come in and go out as CloudEvents. */
    interface CloudEvents {
        /**
         * The {@code source} of this server's own events, a URI reference: events that come in with it keep their ids,
         * and events that were not CloudEvents go out with it.
         */
        @WithDefault("/mayfly")
        String source();
    }

    /** Where new events are forwarded to, as CloudEvents. */
    interface Sink {
        /** The address that each event is sent to by {@code POST}; nothing is forwarded if left out. */
        Optional<String> url();

        /** Attributes that every forwarded event gets, as Knative gives them. */
        Optional<String> overrides();

        /** How events are put into requests. */
        @WithDefault("binary")
        Mode mode();

        /** Which events are forwarded, the criteria of a search as a JSON object; all if left out. */
        Optional<String> match();

        /** The stores whose events are forwarded; they need not be there yet. */
        @WithDefault(dev.mayfly.eventstore.Stores.DEFAULT)
        List<String> stores();

        /** The most events of a store that are being sent at once, each of another aggregate. */
        @WithDefault("16")
        int concurrency();

        /** The most events of a store that have been read and are not done with; then nothing more is read. */
        @WithDefault("1000")
        int window();

        /** How long an event may take to be sent and answered, connecting included. */
        @WithDefault("PT30S")
        Duration timeout();

        /**
         * How often an event is tried that the sink answers with an error which may pass, or does not answer; then it
         * is given up. An unreachable sink does not count as a try.
         */
        @WithDefault("12")
        int tries();

        /** The approximate pause after the first try; it doubles after each further one. */
        @WithDefault("PT0.5S")
        Duration pause();

        /** The longest pause, unless the sink asks for more with {@code Retry-After}. */
        @WithDefault("PT1M")
        Duration longestPause();

        /** The address for events that were given up; if left out, they are only logged. */
        Optional<String> deadLetterUrl();

        /** A file that keeps how far the stores have been forwarded, for a process that reads them back from a seed. */
        Optional<String> checkpointFile();

        /** How often that file is written, if there is something new. */
        @WithDefault("PT1S")
        Duration checkpointInterval();

        /** How a CloudEvent is put into a request. */
        enum Mode {
            /** Its attributes are headers and its data is the body. */
            BINARY,
            /** All of it is the body, as JSON. */
            STRUCTURED
        }
    }

    /** Long work that runs in the background. */
    interface Operations {
        /** The most that run at once; one more is refused as {@code throttled}. */
        @WithDefault("8")
        int running();

        /** The most ended operations that are remembered. */
        @WithDefault("100")
        int remembered();

        /**
         * How long a stopping server waits for operations that write events to a store; then they are
         * cancelled as all others are at once.
         */
        @WithDefault("PT5S")
        Duration stopTimeout();
    }

    /** Samples that stores are filled with. */
    interface Sample {
        /** The most events of one. */
        @WithDefault("1000000")
        int events();
    }

    /** How projections are run. */
    interface Projections {
        /**
         * A file, or a directory of files, with definitions of projections that the store {@code default} has from the
         * start; none if left out.
         */
        @WithParentName
        Optional<String> files();

        /** The most projections that fold events at the same time. */
        @WithDefault("2")
        int workers();

        /** The most events that one projection folds before others get their turn. */
        @WithDefault("10000")
        int batchEvents();

        /**
         * How long to wait before each further try of an event whose handler fails; after the last one it is parked.
         */
        @WithDefault("PT0.1S,PT0.5S,PT2.5S")
        List<Duration> retryPauses();

        /** The most events that a projection parks; one more stops it. */
        @WithDefault("1000")
        int parkedEvents();

        /** The most projections of a store, those in Java included; one more is refused as {@code limit-reached}. */
        @WithDefault("100")
        int perStore();

        /** The most keys, and so states, of a declared projection; an event with another key is parked. */
        @WithDefault("100000")
        int maxGroups();

        /**
         * The most values that a declared projection keeps for {@code distinct}; an event with another one is parked.
         */
        @WithDefault("1000000")
        long maxValues();

        /**
         * About the most memory that the states of all declared projections take; an event that needs more is parked.
         */
        @WithDefault("15%")
        MemorySize stateMemory();

        /**
         * The most requests that replay events at once, for {@code asOf} or a preview; others are refused as
         * {@code throttled}.
         */
        @WithDefault("4")
        int replays();

        /** How far apart two frames are at the least that follow the states of a declared projection. */
        @WithDefault("PT0.1S")
        Duration streamInterval();
    }
}
