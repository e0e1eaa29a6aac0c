/** Access: tokens, what each may do in which stores, and the file that they are read from. */
@NullMarked
package dev.mayfly.access;

import org.jspecify.annotations.NullMarked;
