package dev.mayfly.bootstrap.access;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The address that the server listens on. */
@Singleton
public class ListenAddress {
    private final String host;
    private final boolean loopback;

    /** Makes the address of a host, which is looked up. */
    public ListenAddress(@ConfigProperty(name = "quarkus.http.host") String host) {
        this.host = host;
        this.loopback = isLoopback(host);
    }

    /** Returns the host as it is configured. */
    String host() {
        return host;
    }

    /** Returns whether only the same machine can connect to it. */
    boolean isLoopback() {
        return loopback;
    }

    private static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
