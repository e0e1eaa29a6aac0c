/**
 * New events over HTTP: appends to one aggregate and to a store, and CloudEvents that arrive. Appends take a lane past the
 * framework's chain of handlers ({@link dev.mayfly.append.http.AppendLane}).
 */
package dev.mayfly.append.http;
