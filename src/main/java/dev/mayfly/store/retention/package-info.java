/** Rules by which a store keeps less: how long and how many events of an aggregate type. */
@NullMarked
package dev.mayfly.store.retention;

import org.jspecify.annotations.NullMarked;
