package dev.mayfly.http.share;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * The name that a client is taken for where clients share something: that of its token or, if it has none, its address; of
 * IPv6 the first 64 bits, since a client has all that begin with them. Any thread may use it.
 *
 * <p>Behind a proxy it is the address that the proxy forwards, if {@value #FORWARDING} is set and the proxy is among
 * {@value #TRUSTED}. Without that list anybody could name any address, and the connection's own is taken.
 */
public final class ClientAddress {
    /** The key in a request's context for what knows the name of its token, a {@link Named}. */
    public static final String NAMED = "mayfly.named";

    private static final String FORWARDING = "quarkus.http.proxy.proxy-address-forwarding";
    private static final String TRUSTED = "quarkus.http.proxy.trusted-proxies";
    private static final String NONE = "local";
    private static final int PREFIX_BYTES = 8;

    /** What is configured, read at the first use. */
    private static volatile @Nullable Proxies proxies;

    private ClientAddress() {}

    private record Proxies(boolean forward, boolean trusted) {}

    /** Returns what a request's client is taken for: the name of its token, or its address. */
    public static String of(RoutingContext http) {
        Named named = http.get(NAMED);
        return named == null ? ofText(ip(http.request())) : named.client();
    }

    /** Has a request's connection cut should its client no longer be allowed to send it; for requests that take long. */
    public static void cutWhenWithdrawn(RoutingContext http) {
        Named named = http.get(NAMED);
        if (named != null) {
            named.cutWhenWithdrawn();
        }
    }

    /** What knows by what name a request's client is taken. */
    public interface Named {
        /** Returns the name, which no address has. */
        String client();

        /** Has the request's connection cut should its client no longer be allowed to send it. */
        void cutWhenWithdrawn();
    }

    /** Returns the IP address of a request's client as text. */
    public static String ip(HttpServerRequest request) {
        Proxies known = proxies();
        SocketAddress address =
                known.forward() && !known.trusted() ? request.connection().remoteAddress() : request.remoteAddress();
        String host = address == null ? null : address.hostAddress();
        return host == null ? NONE : host;
    }

    /**
     * Returns the address of a connection's client, or null if connections may be those of a proxy, which has many.
     */
    public static @Nullable String of(java.net.@Nullable SocketAddress address) {
        if (proxies().forward()) {
            return null;
        }
        return address instanceof InetSocketAddress ip && ip.getAddress() != null
                ? ofText(ip.getAddress().getHostAddress())
                : NONE;
    }

    /** Returns the address of a client whose IP address is given as text. Asks no name server. */
    static String ofText(String ip) {
        if (ip.indexOf(':') < 0) {
            return ip;
        }
        int zone = ip.indexOf('%');
        try {
            // A text with a colon is an address or is refused.
            byte[] bytes = InetAddress.getAllByName(zone < 0 ? ip : ip.substring(0, zone))[0].getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, PREFIX_BYTES));
        } catch (UnknownHostException noAddress) {
            return ip;
        }
    }

    private static Proxies proxies() {
        Proxies known = proxies;
        if (known == null) {
            Config config = ConfigProvider.getConfig();
            known = new Proxies(
                    config.getOptionalValue(FORWARDING, Boolean.class).orElse(false),
                    !config.getOptionalValues(TRUSTED, String.class)
                            .orElse(List.of())
                            .isEmpty());
            proxies = known;
        }
        return known;
    }
}
