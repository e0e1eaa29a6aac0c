/** Access as it is configured: tokens and the file that they come from, the listening address, certificates of clients. */
@NullMarked
package dev.mayfly.bootstrap.access;

import org.jspecify.annotations.NullMarked;
