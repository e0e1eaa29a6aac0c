/** Two clients of one server: one that does what it can to hurt, and one that has to go on being answered. */
@NullMarked
package dev.mayfly.bench.neighbour;

import org.jspecify.annotations.NullMarked;
