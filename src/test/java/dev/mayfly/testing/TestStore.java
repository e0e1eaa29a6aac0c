package dev.mayfly.testing;

import java.net.URI;

/**
 * A store that a test has.
 *
 * @param server where Mayfly is, without a slash at the end
 * @param name the store's name, which no other store has
 */
public record TestStore(URI server, String name) {
    /** Returns the store's address, without a slash at the end. */
    public URI uri() {
        return server("/stores/" + name);
    }

    /**
     * Returns an address below the store's.
     *
     * @param path what to put behind it, such as {@code /events?limit=10}
     */
    public URI uri(String path) {
        return server("/stores/" + name + path);
    }

    /**
     * Returns an address of the server.
     *
     * @param path what to put behind it, such as {@code /version}
     */
    public URI server(String path) {
        return URI.create(server + path);
    }
}
