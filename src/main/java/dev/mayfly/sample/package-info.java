/**
 * The sample: the events of a fictional small business, the same for the same seed.
 *
 * <p>It consists of stories, each planned as a whole when it starts: who does what, when, and why. Planned events are
 * returned in order of time. It depends on neither stores nor HTTP.
 */
@NullMarked
package dev.mayfly.sample;

import org.jspecify.annotations.NullMarked;
