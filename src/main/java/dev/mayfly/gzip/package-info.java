/** Reading gzip from clients and files: several members, checked to the end, in linear time and constant memory. */
@NullMarked
package dev.mayfly.gzip;

import org.jspecify.annotations.NullMarked;
