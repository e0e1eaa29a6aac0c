/** Search, analysis and queries in process, beside databases that a user might take instead. */
@NullMarked
package dev.mayfly.bench.databases;

import org.jspecify.annotations.NullMarked;
