package dev.mayfly.bootstrap;

import dev.mayfly.access.Tokens;
import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.store.Catalogue;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The log line that reports that the server is ready: its address, the number of stores and the memory limit and, in
 * capitals, what makes it dangerous.
 */
@Singleton
public class UpLine {
    private static final Logger LOG = Logger.getLogger(UpLine.class);
    private static final BigDecimal GIBIBYTE = BigDecimal.valueOf(1L << 30);
    private static final MathContext THREE_DIGITS = new MathContext(3);
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    private final HttpServer server;
    private final Catalogue catalogue;
    private final boolean open;
    private final boolean faults;
    private final AtomicBoolean logged = new AtomicBoolean();

    /** Makes the line's writer. */
    public UpLine(HttpServer server, Catalogue catalogue, Tokens tokens, MayflyConfiguration configuration) {
        this.server = server;
        this.catalogue = catalogue;
        this.open = !tokens.isRequired();
        this.faults = configuration.faults().enabled();
    }

    void listens(@ObservesAsync HttpServerStart event) {
        log("http", event.options(), server.getPort());
    }

    void listens(@ObservesAsync HttpsServerStart event) {
        log("https", event.options(), server.getSecurePort());
    }

    /** Returns the line. */
    static String text(
            String scheme, String host, int port, int stores, long limitBytes, boolean open, boolean faults) {
        String limit = new BigDecimal(limitBytes).divide(GIBIBYTE, THREE_DIGITS).toPlainString();
        return "Mayfly is up at " + scheme + "://" + reachable(host) + ":" + port + " (console and API): " + stores
                + (stores == 1 ? " store" : " stores") + ", memory limit " + limit + " GiB."
                + (open
                        ? " NO TOKEN: anyone who can connect may read and change everything."
                        : " Requests need a token.")
                + (faults ? " FAULTS ENABLED: clients can make calls fail." : "");
    }

    private void log(String scheme, HttpServerOptions options, int port) {
        if (logged.compareAndSet(false, true)) {
            LOG.info(text(
                    scheme,
                    options.getHost(),
                    port,
                    catalogue.count(),
                    catalogue.memory().limitBytes(),
                    open,
                    faults));
        }
    }

    private static String reachable(String host) {
        if (EVERY_ADDRESS.contains(host)) {
            return "localhost";
        }
        return host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
    }
}
