/**
 * Live answers, which have no end: their framing, writing at the reader's pace within a bounded buffer, heartbeats,
 * their limit, and how they end when the server drains. Their content comes from elsewhere
 * ({@link dev.mayfly.http.live.LiveContent}).
 */
@NullMarked
package dev.mayfly.http.live;

import org.jspecify.annotations.NullMarked;
