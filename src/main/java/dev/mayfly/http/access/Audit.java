package dev.mayfly.http.access;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.http.share.ClientAddress;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The audit log: a line of JSON for each request that changed something, or may have. It has no body, no query string and
 * no name in a path but the store's.
 */
public final class Audit {
    private static final Logger LOG = Logger.getLogger("mayfly.audit");
    private static final String STORE = "mayfly.audit.store";
    private static final int REFUSED = 400;
    private static final int FAILED = 500;

    private Audit() {}

    /** Notes the store of a request whose path does not tell it. */
    public static void concerns(RoutingContext http, String store) {
        http.put(STORE, store);
    }

    /** Writes a line once a request has been answered, unless it was refused. For the request's event loop. */
    static void follow(RoutingContext http, AccessRule rule, List<String> stores, @Nullable String token) {
        String method = http.request().method().name();
        String address = ClientAddress.ip(http.request());
        http.addEndHandler(ended -> {
            boolean answered = ended.succeeded() || http.response().headWritten();
            int status = http.response().getStatusCode();
            if (answered && status >= REFUSED && status < FAILED) {
                return;
            }
            String store = stores.isEmpty() ? http.get(STORE) : String.join(",", stores);
            LOG.info(line(Instant.now(), token, address, rule.operation(method), store, answered ? status : 0));
        });
    }

    /**
     * Returns a line.
     *
     * @param status the status of the answer, or 0 if there was none
     */
    static String line(
            Instant at, @Nullable String token, String address, String operation, @Nullable String store, int status) {
        JsonBuffer line = new JsonBuffer(256);
        line.ascii("{\"time\":").string(Rfc3339.format(Rfc3339.epochNanos("time", at)));
        text(line.ascii(",\"token\":"), token);
        line.ascii(",\"address\":").string(address);
        line.ascii(",\"operation\":").string(operation);
        text(line.ascii(",\"store\":"), store);
        line.ascii(",\"status\":");
        if (status == 0) {
            line.ascii("null");
        } else {
            line.number(status);
        }
        return new String(line.put('}').toByteArray(), StandardCharsets.UTF_8);
    }

    private static void text(JsonBuffer line, @Nullable String text) {
        if (text == null) {
            line.ascii("null");
        } else {
            line.string(text);
        }
    }
}
