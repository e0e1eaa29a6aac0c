package dev.mayfly.http.route;

import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The hosts, besides the request's own, whose pages may change something here. Immutable. */
public final class OwnHosts {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final Set<String> authorities;

    private OwnHosts(Set<String> authorities) {
        this.authorities = authorities;
    }

    /**
     * Returns hosts, each with or without a port.
     *
     * @throws IllegalArgumentException if a text is not a host, or a host and a port
     */
    public static OwnHosts of(List<String> hosts) {
        return new OwnHosts(hosts.stream()
                .map(host -> {
                    HostAndPort parsed = HostAndPort.parseAuthority(host, -1);
                    if (parsed == null || parsed.host().isEmpty() || host.contains("*")) {
                        throw new IllegalArgumentException("'" + host + "' is not a host, or a host and a port");
                    }
                    return host.toLowerCase(Locale.ROOT);
                })
                .collect(Collectors.toUnmodifiableSet()));
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
}
