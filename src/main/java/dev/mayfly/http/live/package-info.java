/**
 * Answers without an end: how they are framed, written at the reader's pace within a bounded buffer, kept alive, limited
 * in number, and ended when the server drains. What is in them is others' business ({@link
 * dev.mayfly.http.live.LiveContent}).
 */
@NullMarked
package dev.mayfly.http.live;

import org.jspecify.annotations.NullMarked;
