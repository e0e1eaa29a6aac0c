/**
 * The cache of searches' pages: in this process's memory ({@link dev.mayfly.search.cache.PageCache}), and what may stand behind it
 * ({@link dev.mayfly.search.cache.SecondLevel}). It takes the place of Quarkus' own caches, which can be bounded by entries only.
 */
@NullMarked
package dev.mayfly.search.cache;

import org.jspecify.annotations.NullMarked;
