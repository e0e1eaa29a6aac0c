/**
 * The load generator of the benches: one thread, a socket a connection, and a small dialogue for each protocol, so that
 * every contender is driven by the same code.
 */
package dev.mayfly.bench.load;
