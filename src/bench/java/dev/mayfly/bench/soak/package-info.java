/** A mixed load for hours, and whether a server stays as it was in the meantime. */
@NullMarked
package dev.mayfly.bench.soak;

import org.jspecify.annotations.NullMarked;
