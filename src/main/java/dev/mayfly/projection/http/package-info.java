/** Projections over HTTP: definitions, states, parked events and rebuilds. */
@NullMarked
package dev.mayfly.projection.http;

import org.jspecify.annotations.NullMarked;
