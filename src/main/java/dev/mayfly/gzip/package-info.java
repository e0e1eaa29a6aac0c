/**
 * Decompression of gzip from clients and files: one or more members, checked to the end, in linear time and constant
 * memory.
 */
@NullMarked
package dev.mayfly.gzip;

import org.jspecify.annotations.NullMarked;
