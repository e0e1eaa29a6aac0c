/**
 * Live answers, which do not end by themselves: their framing, writing at the client's pace within a bounded buffer,
 * heartbeats, their limit, and how they end when the server drains. Other packages provide their content
 * ({@link dev.mayfly.http.live.LiveContent}).
 */
@NullMarked
package dev.mayfly.http.live;

import org.jspecify.annotations.NullMarked;
