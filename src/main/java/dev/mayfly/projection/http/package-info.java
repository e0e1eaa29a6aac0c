/** Declared projections over HTTP: their definitions, states and parked events. */
@NullMarked
package dev.mayfly.projection.http;

import org.jspecify.annotations.NullMarked;
