/**
 * Checks before a request exists: a guard in each connection's pipeline refuses requests that cannot be parsed or that
 * two readers would understand differently, and corrects the headers of answers that the compressor leaves wrong.
 *
 * <p>Everything here runs on the connection's event loop. HTTP/2 has its own framing and no guard.
 */
package dev.mayfly.http.wire;
