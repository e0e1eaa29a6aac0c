package dev.mayfly.http.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that this server is known by: which requests may name, so that no page can reach it under a name that it has
 * made up (DNS rebinding), and whose pages may change something. Any thread may use it.
 */
public final class OwnHosts {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final Pattern LOOPBACK = Pattern.compile("localhost\\.?|127(\\.\\d{1,3}){3}");

    private final Set<String> authorities;
    private final boolean loopback;
    /** The last host that was accepted; clients hardly ever use many. */
    private volatile String accepted = "";

    private OwnHosts(Set<String> authorities, boolean loopback) {
        this.authorities = authorities;
        this.loopback = loopback;
    }

    /**
     * Returns the hosts of a server.
     *
     * @param hosts those that are configured, each with or without a port
     * @param loopback whether the server listens only on a loopback address
     * @throws IllegalArgumentException if a text is not a host, or a host and a port
     */
    public static OwnHosts of(List<String> hosts, boolean loopback) {
        return new OwnHosts(
                hosts.stream()
                        .map(host -> {
                            HostAndPort parsed = HostAndPort.parseAuthority(host, -1);
                            if (parsed == null || parsed.host().isEmpty() || host.contains("*")) {
                                throw new IllegalArgumentException(
                                        "'" + host + "' is not a host, or a host and a port");
                            }
                            return host.toLowerCase(Locale.ROOT);
                        })
                        .collect(Collectors.toUnmodifiableSet()),
                loopback);
    }

    /**
     * Returns whether a server may answer a request for the host that it names: on loopback a loopback name or one that is
     * configured, elsewhere one that is configured, if any is. Only HTTP/1.0 may name none. What proxies forward does not
     * count, because any page can send it.
     */
    boolean accept(HttpServerRequest request) {
        if (!loopback && authorities.isEmpty()) {
            return true;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            return accept(request.authority(true))
                    && request.headers().getAll(HttpHeaders.HOST).stream()
                            .allMatch(host -> accept(HostAndPort.parseAuthority(host, -1)));
        }
        String host = request.getHeader(HttpHeaders.HOST);
        if (host == null) {
            return request.version() == HttpVersion.HTTP_1_0;
        }
        if (host.equals(accepted)) {
            return true;
        }
        if (accept(HostAndPort.parseAuthority(host, -1))) {
            accepted = host;
            return true;
        }
        return false;
    }

    /** Returns whether a request may name a host. */
    boolean accept(@Nullable HostAndPort host) {
        if (host == null) {
            return false;
        }
        String name = host.host().toLowerCase(Locale.ROOT);
        return loopback && isLoopback(name)
                || authorities.contains(name)
                || authorities.contains(name + ':' + (host.port() < 0 ? HTTP_PORT : host.port()))
                || host.port() < 0 && authorities.contains(name + ':' + HTTPS_PORT);
    }

    /**
     * Returns whether a page from an origin may change something.
     *
     * @param origin the value of {@code Origin}
     * @param host the host that the request was sent to, or null if not given
     */
    boolean contain(String origin, @Nullable HostAndPort host) {
        int scheme = origin.indexOf("://");
        if (scheme < 0) {
            return false;
        }
        int usualPort = origin.startsWith("https:") ? HTTPS_PORT : HTTP_PORT;
        HostAndPort page = HostAndPort.parseAuthority(origin.substring(scheme + "://".length()), usualPort);
        if (page == null) {
            return false;
        }
        String name = page.host().toLowerCase(Locale.ROOT);
        boolean same = host != null
                && host.host().equalsIgnoreCase(name)
                && (host.port() < 0 ? usualPort : host.port()) == page.port();
        return same
                || authorities.contains(name + ':' + page.port())
                || page.port() == usualPort && authorities.contains(name);
    }

    /** Returns whether a host is a name or an address of the machine itself. Asks no name server. */
    private static boolean isLoopback(String host) {
        if (LOOPBACK.matcher(host).matches()) {
            return true;
        }
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String address = bracketed ? host.substring(1, host.length() - 1) : host;
        if (address.indexOf(':') < 0) {
            return false;
        }
        try {
            // A text with a colon is an address or is refused.
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
