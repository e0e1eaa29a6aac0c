/**
 * The cache of searches' pages: in this process's memory ({@link dev.mayfly.cache.PageCache}), and what may stand behind it
 * ({@link dev.mayfly.cache.SecondLevel}). It takes the place of Quarkus' own caches, which can be bounded by entries only.
 */
@NullMarked
package dev.mayfly.cache;

import org.jspecify.annotations.NullMarked;
