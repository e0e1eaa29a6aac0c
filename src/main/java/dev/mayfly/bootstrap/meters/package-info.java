/** The application's meters. */
@NullMarked
package dev.mayfly.bootstrap.meters;

import org.jspecify.annotations.NullMarked;
