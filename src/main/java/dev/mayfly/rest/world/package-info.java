/** Stores and their clocks over HTTP: making, listing and deleting them, and moving their time. */
@NullMarked
package dev.mayfly.rest.world;

import org.jspecify.annotations.NullMarked;
