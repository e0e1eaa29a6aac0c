/** What is read from files at the start and written at the end: seeds, dumps, definitions of projections. */
@NullMarked
package dev.mayfly.bootstrap.files;

import org.jspecify.annotations.NullMarked;
