/**
 * Appends over HTTP: to one aggregate, to a store, and as CloudEvents. Most appends take a lane that bypasses the
 * framework's chain of handlers ({@link dev.mayfly.append.http.AppendLane}).
 */
package dev.mayfly.append.http;
