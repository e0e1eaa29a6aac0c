/** What clients are told over HTTP, whatever happens meanwhile, is what one log would tell them. */
@NullMarked
package dev.mayfly.linearizability;

import org.jspecify.annotations.NullMarked;
