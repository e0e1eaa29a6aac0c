package dev.mayfly.http.body;

import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.event.json.EventParser;

/**
 * The limits of a request.
 *
 * @param bodyBytes the bytes of one request's body, after decompression
 * @param bodyBytesInFlight the bytes of all request bodies that are held at once
 * @param gzipRatio how many times the size of a compressed body may come out of it
 * @param waitingRequests how many requests may wait for events at once
 * @param criteria what the criteria in a body may be
 * @param work the most steps of what is read for a request; see {@link dev.mayfly.eventstore.prefix.Work}
 * @param events what the events of one request may be
 */
public record RequestLimits(
        int bodyBytes,
        long bodyBytesInFlight,
        int gzipRatio,
        int waitingRequests,
        CriteriaLimits criteria,
        long work,
        EventParser.Limits events) {
    /** Returns how many bytes are held of a body of a size that arrives in packets. */
    public static long heldBytes(int bodyBytes) {
        return bodyBytes + bodyBytes / 16L;
    }
}
