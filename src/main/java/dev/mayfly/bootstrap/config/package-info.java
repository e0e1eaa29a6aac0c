/** The application's settings and their types. */
@NullMarked
package dev.mayfly.bootstrap.config;

import org.jspecify.annotations.NullMarked;
