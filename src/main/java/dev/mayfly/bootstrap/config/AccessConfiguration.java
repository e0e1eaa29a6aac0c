package dev.mayfly.bootstrap.config;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/** The configuration of access: who may send requests, and from where. */
public interface AccessConfiguration {
    /**
     * The token that every request needs, for everything, of at least 16 characters; none is needed if neither this nor
     * {@link #tokens()} is set.
     */
    Optional<String> token();

    /** A file with tokens, each for some stores and some rights, which is looked at every second. */
    Optional<String> tokens();

    /** Whether the server may listen on another address than loopback without requiring a token. */
    @WithDefault("false")
    boolean insecure();

    /** Whether each change is written as a line of JSON to the log category {@code mayfly.audit}. */
    @WithDefault("false")
    boolean audit();

    /** Returns the keys {@code mayfly.metrics.*}. */
    Metrics metrics();

    /** Returns the keys {@code mayfly.http.*}. */
    Http http();

    /** Returns the keys {@code mayfly.tls.*}. */
    Tls tls();

    /** Metrics. */
    interface Metrics {
        /** Whether {@code /q/metrics} needs no token. */
        @WithDefault("false")
        @WithName("public")
        boolean isPublic();
    }

    /** The server's addresses. */
    interface Http {
        /**
         * The hosts that requests may name and whose pages may change something here, each with or without a port: the
         * names under which clients reach this server.
         */
        Optional<List<String>> hosts();
    }

    /** Connections by TLS. */
    interface Tls {
        /** Whether clients may ({@code request}) or must ({@code required}) present a certificate that is trusted. */
        @WithDefault("none")
        ClientCertificates clientAuth();
    }

    /** Certificates of clients. */
    enum ClientCertificates {
        /** Clients are asked for none. */
        NONE,
        /** Clients are asked for one, and may connect without. */
        REQUEST,
        /** Clients without one cannot connect. */
        REQUIRED
    }
}
