/**
 * Checks at the level of the connection: a guard in each pipeline refuses requests that cannot be parsed or that two
 * parties could interpret differently, and corrects response headers that the compressor leaves wrong; a clock limits the
 * time in which the head of a request must arrive.
 *
 * <p>Everything here runs on the connection's event loop. HTTP/2 has its own framing and needs no guard.
 */
package dev.mayfly.http.wire;
