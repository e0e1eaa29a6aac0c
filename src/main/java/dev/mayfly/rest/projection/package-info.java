/** Declared projections over HTTP: their definitions, their states, what they parked. */
@NullMarked
package dev.mayfly.rest.projection;

import org.jspecify.annotations.NullMarked;
