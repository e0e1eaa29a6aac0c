/** The engine of regular expressions: RE2/J. */
@NullMarked
package dev.mayfly.schema.re2;

import org.jspecify.annotations.NullMarked;
