package dev.mayfly.bootstrap.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The configuration: every key {@code mayfly.*}, with its default. */
@ConfigMapping(prefix = "mayfly")
public interface MayflyConfiguration {
    /** Returns the keys of access, such as {@code mayfly.token}. */
    @WithParentName
    AccessConfiguration access();

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
    SinkConfiguration sink();

    /** Returns the keys {@code mayfly.projections.*}. */
    Projections projections();

    /** Returns the keys {@code mayfly.query.*}. */
    QueryConfiguration query();

    /** Returns the keys {@code mayfly.operations.*}. */
    Operations operations();

    /** Returns the keys {@code mayfly.sample.*}. */
    Sample sample();

    /** Returns the keys {@code mayfly.sessions.*}. */
    SessionsConfiguration sessions();

    /** Returns the keys {@code mayfly.schemas.*}. */
    SchemasConfiguration schemas();

    /** Returns the keys {@code mayfly.dump.*}. */
    Dump dump();

    /**
     * A file or directory from which the stores are filled at the start; if the path does not exist, they start empty.
     * From a directory with dumps, the newest complete one is read; from any other directory, a file for each store,
     * {@code <store>.ndjson}. A single store's file fills {@code default}. Files may be gzipped ({@code .gz}).
     */
    Optional<String> seed();

    /** A directory for a heap dump that is written when memory runs out; none is written if it is not set. */
    Optional<String> heapDump();

    /** Where stores are dumped. */
    interface Dump {
        /**
         * A file or directory to which all stores and their settings are written when the process stops. The path is a
         * file if it already is one or ends with {@code .ndjson} or {@code .ndjson.gz}; otherwise it is a directory
         * with a file for each dump. The previous dump is kept.
         */
        Optional<String> onStop();

        /**
         * How often they are also written there while the process runs; never if not set. Appends do not wait for it.
         */
        Optional<Duration> every();
    }

    /** The memory limits of the stores. */
    interface Memory {
        /**
         * The most memory for the events and indexes of all stores, in bytes ({@code 64M}, {@code 2G}) or as a share of
         * the maximum heap ({@code 60%}). An append that would exceed it is refused as {@code store-full}; reads
         * continue. A store may have a lower limit of its own.
         */
        @WithDefault("55%")
        MemorySize limit();
    }

    /** Fault injection. */
    interface Faults {
        /** Whether faults may be injected over HTTP; by default only in development and tests. */
        @WithDefault("false")
        boolean enabled();
    }

    /** The limits and lifetimes of stores. */
    interface Stores {
        /**
         * The most stores at once; one more is refused as {@code limit-reached}. If it is not set, as many empty ones as
         * fit into a tenth of the maximum heap, but at most 20,000.
         */
        OptionalInt limit();

        /** How long a store created without a {@code ttl} lives without requests; forever if not set. */
        Optional<Duration> ttl();

        /** The most snapshots of a store; one more is refused as {@code limit-reached}. */
        @WithDefault("100")
        int snapshots();

        /** The most indexes of values of a store; one more is refused as {@code limit-reached}. */
        @WithDefault("20")
        int indexes();

        /** Whether a store is created when a request first names it. */
        @WithDefault("false")
        boolean autoCreate();
    }

    /** The limits of a request; a request above one of them is refused as {@code too-large}. */
    interface Limits {
        /** The most bytes of one event's JSON text. */
        @WithDefault("1M")
        MemorySize eventSize();

        /** The most bytes of one request's body, after decompression. */
        @WithDefault("32M")
        MemorySize requestSize();

        /**
         * The largest ratio of a body's decompressed to its compressed size, which applies above 64 MiB of output; the
         * most that deflate can reach is about 1030.
         */
        @WithDefault("250")
        int gzipRatio();

        /** The most events of one request. */
        @WithDefault("100000")
        int requestEvents();

        /**
         * The maximum number of values in the criteria of a body, of a configured projection or of
         * {@code mayfly.sink.match}: each id, type and tag counts as one, and so does each item of a query.
         */
        @WithDefault("20000")
        int criteriaValues();

        /**
         * The maximum number of steps that reading for a request, or checking an append condition, may take: the events
         * that are looked at, and the comparisons of events with items of a query.
         */
        @WithDefault("1000000000")
        long work();

        /** The most bytes of an import's body, after decompression; it is not held, but read as it comes. */
        @WithDefault("16G")
        MemorySize importSize();

        /**
         * The most bytes of request bodies held at once, at least the limit of one request. Clients share them by their
         * addresses, and a request that would exceed them is refused as {@code throttled} or {@code unavailable}.
         */
        @WithDefault("15%")
        MemorySize requestsInFlightSize();

        /**
         * The part of {@link #requestsInFlightSize()} that only bodies of up to 64 KiB may use, so that large ones
         * cannot keep small ones waiting.
         */
        @WithDefault("2%")
        MemorySize smallBodiesSize();

        /**
         * How long the head of an HTTP/1.x request may take to arrive, from its first byte; a request that takes longer
         * is refused with 408.
         */
        @WithDefault("PT10S")
        Duration headerTime();

        /**
         * The fewest bytes of a body that may arrive in a second; a body that arrives more slowly for longer than
         * {@link #bodyGrace()} is refused with 408.
         */
        @WithDefault("64K")
        MemorySize bodyRate();

        /** How long a body may arrive more slowly than {@link #bodyRate()}, or not at all. */
        @WithDefault("PT30S")
        Duration bodyGrace();

        /**
         * The most connections, which clients share by their addresses; one more is answered with 429 or 503 and closed.
         * If not set, it follows from the heap: 4,000 for each 256 MiB.
         */
        OptionalInt connections();

        /**
         * The most streams of all HTTP/2 connections, which clients share by their addresses; one more is refused with
         * REFUSED_STREAM. If it is not set, 4,000 for each 256 MiB of heap.
         */
        OptionalInt streams();

        /**
         * The most bytes of all answers together that wait for their clients to read them; at most half of the direct
         * memory is used. Clients share them by their addresses, and an answer that finds no room is refused as {@code
         * throttled} or {@code unavailable}.
         */
        @WithDefault("20%")
        MemorySize sendQueueSize();

        /**
         * How long a client may read nothing of an answer that waits for it before it is disconnected; a tenth of that
         * while more than three fifths of {@link #sendQueueSize()} are in use. Subscriptions have a limit of their
         * own.
         */
        @WithDefault("PT2M")
        Duration stallTime();

        /**
         * The most requests that wait at once: searches for their {@code minCount}, and reads for their {@code
         * minPosition}. Clients share the places by their addresses, and one more that would have to wait is
         * refused as {@code throttled} or {@code unavailable}. If not set, it follows from the heap: 4,000 for each 256
         * MiB.
         */
        OptionalInt waitingRequests();

        /** The most tokens of {@code mayfly.tokens}; each request compares its own with all of them. */
        @WithDefault("1000")
        int tokens();
    }

    /** The limits of subscriptions and all other live answers. */
    interface Subscription {
        /**
         * The most that may be open at once, which clients share by their addresses; one more is refused as {@code
         * throttled} or {@code unavailable}. If not set, it follows from the heap: 4,000 for each 256 MiB.
         */
        OptionalInt maxCount();

        /**
         * The most bytes that wait for each client, besides the last write; above it, the server waits for the client.
         */
        @WithDefault("64K")
        MemorySize buffer();

        /** The time between heartbeats. */
        @WithDefault("15s")
        Duration heartbeat();

        /** The time after which a client that does not read waiting data is disconnected. */
        @WithDefault("10m")
        Duration stallTimeout();
    }

    /** The cache of search pages. */
    interface SearchCache {
        /** Whether pages are cached at all; answers are the same either way. */
        @WithDefault("true")
        boolean enabled();

        /** The most memory for the cached pages of all stores. */
        @WithDefault("3%")
        MemorySize limit();

        /** How long a page is cached; pages never become outdated, so this only frees memory. */
        @WithDefault("PT300S")
        Duration ttl();

        /** Where pages that are not in memory are looked up. */
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

    /** The conversion between events and CloudEvents. */
    interface CloudEvents {
        /**
         * The {@code source} of this server's own events, a URI reference. Incoming CloudEvents with this source keep
         * their ids, and events that did not arrive as CloudEvents are sent with it.
         */
        @WithDefault("/mayfly")
        String source();
    }

    /** Operations: long work that runs in the background. */
    interface Operations {
        /**
         * The most that may run at once, which clients share by their addresses; one more is refused as {@code throttled}
         * or {@code unavailable}. One address alone may run eight of ten.
         */
        @WithDefault("10")
        int running();

        /** The most ended operations that are remembered. */
        @WithDefault("100")
        int remembered();

        /**
         * How long a stopping server waits for operations that write events to a store before it cancels them; all
         * others are cancelled at once.
         */
        @WithDefault("PT5S")
        Duration stopTimeout();
    }

    /** Samples, which fill stores with generated events. */
    interface Sample {
        /** The most events of a sample. */
        @WithDefault("1000000")
        int events();
    }

    /** How projections are run. */
    interface Projections {
        /**
         * A file, or a directory of files, with definitions of projections that the store {@code default} has from the
         * start; none if not set.
         */
        @WithParentName
        Optional<String> files();

        /** The most projections that process events at the same time. */
        @WithDefault("2")
        int workers();

        /** The most events that one projection processes before others get their turn. */
        @WithDefault("10000")
        int batchEvents();

        /**
         * The pauses before each further try of an event whose handler fails; after the last try, the event is parked.
         */
        @WithDefault("PT0.1S,PT0.5S,PT2.5S")
        List<Duration> retryPauses();

        /** The most events that a projection parks; one more stops it. */
        @WithDefault("1000")
        int parkedEvents();

        /** The most projections of a store, including those in Java; one more is refused as {@code limit-reached}. */
        @WithDefault("100")
        int perStore();

        /** The most keys, and therefore states, of a declared projection; an event with one more key is parked. */
        @WithDefault("100000")
        int maxGroups();

        /**
         * The most values that a declared projection stores for {@code distinct}; an event with one more value is
         * parked.
         */
        @WithDefault("1000000")
        long maxValues();

        /**
         * The approximate limit of memory for the states of all declared projections; an event that needs more is
         * parked.
         */
        @WithDefault("7%")
        MemorySize stateMemory();

        /**
         * The most requests that replay events at once, for {@code asOf} or a preview; more are refused as
         * {@code throttled}.
         */
        @WithDefault("4")
        int replays();

        /** The shortest time between two messages of a stream of a declared projection's states. */
        @WithDefault("PT0.1S")
        Duration streamInterval();
    }
}
