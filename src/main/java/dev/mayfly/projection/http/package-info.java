/** Declared projections over HTTP: their definitions, their states, what they parked. */
@NullMarked
package dev.mayfly.projection.http;

import org.jspecify.annotations.NullMarked;
