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
    Load ended(long bytes) {
        return new Load(uri, status, mediaType, headers, cached, cached ? 0 : bytes);
    }
}
