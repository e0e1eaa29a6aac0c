/** Sending CloudEvents over HTTP, with the client of Vert.x. */
@NullMarked
package dev.mayfly.sink.http;

import org.jspecify.annotations.NullMarked;
