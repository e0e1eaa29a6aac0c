/**
 * Mayfly, an in-memory event store. Each package below this one is a room: a feature, a domain, or something that features
 * share. Dependencies point one way, from {@code bootstrap} and the domains through the features down to the values in
 * {@code event}; {@code docs/architecture.md} draws them and a test holds them.
 */
@NullMarked
package dev.mayfly;

import org.jspecify.annotations.NullMarked;
