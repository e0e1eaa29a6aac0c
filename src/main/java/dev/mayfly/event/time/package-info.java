/** Intervals of time by the clocks and calendars of time zones. */
@NullMarked
package dev.mayfly.event.time;

import org.jspecify.annotations.NullMarked;
