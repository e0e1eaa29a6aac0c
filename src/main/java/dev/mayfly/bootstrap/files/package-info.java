/** Files that are read at the start and written at the end: seeds, dumps and definitions of projections. */
@NullMarked
package dev.mayfly.bootstrap.files;

import org.jspecify.annotations.NullMarked;
