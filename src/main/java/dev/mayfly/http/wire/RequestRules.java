package dev.mayfly.http.wire;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.net.HostAndPort;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a request's head that prevent two parties from interpreting it differently (RFC 9112, sections 2.3, 3.2
 * and 6). For the requests of one connection, one after another.
 */
@SuppressWarnings("ReferenceEquality") // The codec makes one instance of each version that is spelled correctly.
final class RequestRules {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int URI_TOO_LONG = 414;
    private static final int HEADERS_TOO_LARGE = 431;

    private final WireLimits limits;
    /** The last valid value of Host; a client hardly ever sends another one on the same connection. */
    private @Nullable String validHost;

    RequestRules(WireLimits limits) {
        this.limits = limits;
    }

    /** Returns what is wrong with a request's head, or null if it is valid. */
    @Nullable
    Problem fault(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return unreadable(request.decoderResult().cause());
        }
        HttpVersion version = request.protocolVersion();
        // The codec accepts any other version, in any spelling, and treats it partly as 1.1 and partly as 1.0.
        if (version != HttpVersion.HTTP_1_1 && version != HttpVersion.HTTP_1_0) {
            return invalid("request line", "must end with HTTP/1.1 or HTTP/1.0");
        }
        HttpHeaders headers = request.headers();
        Problem framing = framing(headers);
        return framing != null ? framing : host(request, headers, version);
    }

    /** Returns the problem that a part of a request could not be read. */
    Problem unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return tooLarge(URI_TOO_LONG, "request line", limits.lineBytes(), WireLimits.LINE);
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return tooLarge(HEADERS_TOO_LARGE, "header section", limits.headerBytes(), WireLimits.HEADERS);
        }
        String reason = cause.getMessage();
        return invalid("request", "must be valid HTTP/1.1" + (reason == null ? "" : " (" + reason + ")"));
    }

    /** Returns the problem that the head of a request takes too long to arrive. */
    Problem late() {
        return invalid(
                        "request",
                        "must arrive with all its headers within " + limits.headTime() + " (" + WireLimits.HEAD_TIME
                                + ")")
                .withStatus(REQUEST_TIMEOUT);
    }

    private static @Nullable Problem framing(HttpHeaders headers) {
        Iterator<? extends CharSequence> codings = headers.valueCharSequenceIterator(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.hasNext()) {
            return null;
        }
        if (!HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.next()) || codings.hasNext()) {
            return invalid("Transfer-Encoding", "must be chunked, and given once");
        }
        return headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                ? invalid("Content-Length", "must not be given together with Transfer-Encoding")
                : null;
    }

    private @Nullable Problem host(HttpRequest request, HttpHeaders headers, HttpVersion version) {
        Iterator<? extends CharSequence> hosts = headers.valueCharSequenceIterator(HttpHeaderNames.HOST);
        if (!hosts.hasNext()) {
            return version == HttpVersion.HTTP_1_0 ? null : invalid("Host", "is required");
        }
        String host = hosts.next().toString();
        if (hosts.hasNext()) {
            return invalid("Host", "must be given once");
        }
        if (!host.equals(validHost)) {
            HostAndPort parsed = HostAndPort.parseAuthority(host, -1);
            if (parsed == null || parsed.host().isEmpty()) {
                return invalid("Host", "must be a host and, unless it is the default, a port");
            }
            validHost = host;
        }
        String authority = authority(request.uri());
        return authority == null || authority.equalsIgnoreCase(host)
                ? null
                : invalid("Host", "must be the host of the request target, '" + authority + "'");
    }

    /** Returns the authority that a request target names, or null if it names none. */
    private static @Nullable String authority(String target) {
        int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
        if (scheme < 0) {
            return null;
        }
        int start = scheme + "://".length();
        int end = start;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        return target.substring(start, end);
    }

    private static Problem tooLarge(int status, String part, long limit, String setting) {
        return Problem.of(
                        ProblemType.TOO_LARGE,
                        "The " + part + " is larger than " + limit + " bytes. Send less, or raise " + setting + ".")
                .with("limit", limit)
                .withStatus(status);
    }

    private static Problem invalid(String field, String message) {
        return Problem.of(InvalidInputException.invalid(field, message));
    }
}
