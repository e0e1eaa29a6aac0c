package dev.mayfly.http.body;

import dev.mayfly.event.json.EventParser;

/**
 * The limits of a request.
 *
 * @param bodyBytes the most bytes of one request's body, after decompression
 * @param bodyBytesInFlight the most bytes of all request bodies held at once
 * @param gzipRatio the greatest allowed ratio of a body's decompressed to its compressed size
 * @param waitingRequests the most requests that may wait for events at once
 * @param events the limits of the events of one request
 */
public record RequestLimits(
        int bodyBytes, long bodyBytesInFlight, int gzipRatio, int waitingRequests, EventParser.Limits events) {}
