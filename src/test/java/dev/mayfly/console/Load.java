package dev.mayfly.console;

import java.net.URI;
import java.util.Map;

/**
 * One thing that a page loaded.
 *
 * @param headers of the answer, their names in lower case
 * @param transferredBytes what came over the wire with the headers, 0 from a cache, -1 as long as it has not ended
 */
record Load(URI uri, int status, String mediaType, Map<String, String> headers, boolean cached, long transferredBytes) {
    /** Tells whether it is an answer that has no end. */
    boolean isStream() {
        return mediaType.equals("text/event-stream") || uri.getPath().endsWith("/subscription");
    }

    /** Tells whether it is a file of the console, not an answer of the API. */
    boolean isAsset() {
        return isAsset(uri.getPath());
    }

    /** Tells whether a path is that of a file of the console. */
    static boolean isAsset(String path) {
        return path.equals("/") || path.equals("/mayfly.svg") || path.startsWith("/static/");
    }

    /** Tells whether it is a file whose name bears a hash of what is in it. */
    boolean isBundled() {
        return uri.getPath().startsWith("/static/bundle/");
    }

    Load ended(long bytes) {
        return new Load(uri, status, mediaType, headers, cached, cached ? 0 : bytes);
    }
}
