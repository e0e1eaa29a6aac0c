package dev.mayfly.http.answer;

import dev.mayfly.http.quarkus.Gate;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Adjusts the headers of answers just before they are sent: no other site may frame a page, browsers must not guess its
 * type, and {@code Vary} is sent once, however many handlers have added to it.
 */
@Singleton
public class AnswerHeaders implements Gate {
    /** Runs after the lanes, whose answers are not pages. */
    private static final int PRIORITY = 7;

    private static final String HTML = "text/html";
    private static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence NO_FRAMES = HttpHeaders.createOptimized("frame-ancestors 'none'");
    private static final CharSequence TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");

    /** Makes it. */
    public AnswerHeaders() {}

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public boolean pass(RoutingContext context) {
        MultiMap headers = context.response().headers();
        boolean uncodedHttp2 = context.request().version() == HttpVersion.HTTP_2
                && !context.request().headers().contains(HttpHeaders.ACCEPT_ENCODING);
        context.addHeadersEndHandler(unused -> {
            setRight(headers);
            if (uncodedHttp2 && headers.contains(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY, true)) {
                // Keeps the compressor off where no compression was requested. For HTTP/1.x, the connection's guard
                // removes it.
                headers.remove(HttpHeaders.CONTENT_ENCODING);
            }
        });
        return true;
    }

    private static void setRight(MultiMap headers) {
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.startsWith(HTML)) {
            if (!headers.contains(POLICY)) {
                headers.set(POLICY, NO_FRAMES);
            }
            headers.set(TYPE_OPTIONS, NO_SNIFF);
        }
        List<String> varies = headers.getAll(HttpHeaders.VARY);
        if (varies.size() > 1) {
            headers.set(HttpHeaders.VARY, union(varies));
        }
    }

    private static String union(List<String> lists) {
        Set<String> seen = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        for (String list : lists) {
            for (String name : list.split(",", -1)) {
                if (seen.add(name.strip().toLowerCase(Locale.ROOT))) {
                    names.add(name.strip());
                }
            }
        }
        return String.join(", ", names);
    }
}
