/** The second level of the search cache, in a Redis that may be slow, down or wrong at any time. */
@NullMarked
package dev.mayfly.search.redis;

import org.jspecify.annotations.NullMarked;
