/** Redaction: what is chosen of a store, and where copies of it are. */
@NullMarked
package dev.mayfly.store.redaction;

import org.jspecify.annotations.NullMarked;
