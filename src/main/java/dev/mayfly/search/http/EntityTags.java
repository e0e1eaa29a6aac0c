package dev.mayfly.search.http;

import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.http.answer.AggregateTag;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.NotModifiedException;
import dev.mayfly.search.Listing;
import dev.mayfly.search.Walk;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The entity tags of answers. A client that names the tag of an answer that it has, in {@code If-None-Match}, gets "not
 * modified" if that answer is still current.
 */
public final class EntityTags {
    /** How many of a digest's bytes are in a tag. */
    private static final int DIGEST_BYTES = 12;

    /** The most events that are looked at for the last match of a search, on the event loop. */
    private static final int LOOKS = 1_000;

    private EntityTags() {}

    /**
     * Tags an answer that depends on an aggregate's events alone: with the version, a mark of the history, and words
     * that distinguish the answer's form and content coding.
     *
     * @throws NotModifiedException if the client has it
     */
    public static void version(RoutingContext http, LogPrefix log, String aggregateId, long version, Format format) {
        String words = AggregateTag.words(log.mark(aggregateId)) + format.tagWord() + codingWord(http.request());
        tag(http, AggregateTag.of(log.incarnation(), version, words));
    }

    /** Returns the tag of {@link #version}, for an answer that is sent whether or not the client has it. */
    public static String of(RoutingContext http, String incarnation, long version, Format format) {
        return AggregateTag.of(incarnation, version, format.tagWord() + codingWord(http.request()));
    }

    /**
     * Returns a tag's word for the content coding of the answer, empty for none. It may differ although the bytes are
     * equal, which costs one needless answer; it never is equal if the bytes differ.
     */
    private static String codingWord(HttpServerRequest request) {
        int gzip = -1;
        int deflate = -1;
        int other = -1;
        for (String coding : String.join(",", request.headers().getAll(HttpHeaders.ACCEPT_ENCODING))
                .toLowerCase(Locale.ROOT)
                .split(",", -1)) {
            int semicolon = coding.indexOf(';');
            String name = (semicolon < 0 ? coding : coding.substring(0, semicolon)).strip();
            int quality = Format.quality(semicolon < 0 ? "" : coding.substring(semicolon));
            switch (name) {
                case "gzip", "x-gzip" -> gzip = Math.max(gzip, quality);
                case "deflate" -> deflate = Math.max(deflate, quality);
                case "*" -> other = Math.max(other, quality);
                default -> {}
            }
        }
        gzip = gzip < 0 ? other : gzip;
        deflate = deflate < 0 ? other : deflate;
        return gzip <= 0 && deflate <= 0 ? "" : gzip >= deflate ? "-gzip" : "-deflate";
    }

    /**
     * Tags the answer of a search: with the request, the history, and the position that it sees. Lines do not contain
     * that position, so they are tagged with the last match if it is found quickly. A search by POST has no tag.
     *
     * @throws NotModifiedException if the client has it
     */
    static void search(RoutingContext http, Walk walk, Listing.Search search, Format format) {
        if (isRead(http.request())) {
            long lastMatch = format == Format.NDJSON ? lastMatch(walk, search) : -1;
            String state = lastMatch >= 0 ? "m" + lastMatch : "p" + walk.log().position();
            String request = digest(http.request(), walk, format);
            int revision = walk.log().revision();
            tag(http, "W/\"" + request + "-" + state + (revision == 0 ? "" : "r" + revision) + "\"");
        }
    }

    /** Returns whether the values of an {@code If-None-Match} header name a tag, compared weakly, or any. */
    static boolean matches(List<String> values, String tag) {
        String opaque = opaque(tag);
        for (String value : values) {
            int i = 0;
            while (i < value.length()) {
                char c = value.charAt(i);
                if (c == '*') {
                    return true;
                }
                int start = value.startsWith("W/\"", i) ? i + 2 : i;
                int end = value.indexOf('"', start + 1);
                if (c == ',' || c == ' ' || c == '\t') {
                    i++;
                } else if (value.charAt(start) != '"' || end < 0) {
                    // What is not a tag names none; what follows it cannot be recognised.
                    break;
                } else if (value.substring(start, end + 1).equals(opaque)) {
                    return true;
                } else {
                    i = end + 1;
                }
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    private static void tag(RoutingContext http, String tag) {
        http.response().headers().set(HttpHeaders.ETAG, tag);
        if (isRead(http.request()) && matches(http.request().headers().getAll(HttpHeaders.IF_NONE_MATCH), tag)) {
            throw new NotModifiedException();
        }
    }

    private static boolean isRead(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    }

    /** Returns the position of the search's last match, 0 if it has none, or -1 if it would take long to find. */
    private static long lastMatch(Walk walk, Listing.Search search) {
        Positions matches = walk.log().search(search.criteria(), Sort.POSITION, Order.DESCENDING, 0);
        return matches.candidates(1) <= LOOKS ? matches.next() : -1;
    }

    /** Returns a digest of everything that the answer depends on, except the events. */
    private static String digest(HttpServerRequest request, Walk walk, Format format) {
        JsonBuffer text = new JsonBuffer(256);
        text.string(walk.store().name()).string(walk.log().incarnation());
        text.string(format.mediaType()).string(request.uri());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(text.array(), 0, text.size());
            return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
