/**
 * The cache of search pages: in this process's memory ({@link dev.mayfly.search.cache.PageCache}), and an optional
 * second level ({@link dev.mayfly.search.cache.SecondLevel}). It replaces Quarkus' own caches, which can only be
 * limited by entries.
 */
@NullMarked
package dev.mayfly.search.cache;

import org.jspecify.annotations.NullMarked;
