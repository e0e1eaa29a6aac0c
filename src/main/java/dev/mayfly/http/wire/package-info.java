/**
 * What is decided before a request is one: a guard in each connection's pipeline that refuses requests that cannot be
 * parsed or that two readers would understand differently, and sets the headers of answers right that the compressor
 * leaves wrong.
 *
 * <p>Everything here runs on the connection's event loop. HTTP/2 has framing of its own and no guard.
 */
package dev.mayfly.http.wire;
