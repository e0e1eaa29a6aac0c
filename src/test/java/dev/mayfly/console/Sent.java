package dev.mayfly.console;

import java.net.URI;
import java.util.Map;

/**
 * One request that a page sent.
 *
 * @param headers those that the page itself set, their names in lower case
 */
record Sent(String method, URI uri, Map<String, String> headers) {
    /** Tells whether it is for a file of the console, not a call of the API. */
    boolean isAsset() {
        return Load.isAsset(uri.getPath());
    }
}
