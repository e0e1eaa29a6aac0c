/**
 * A sample: the events of a small business that does not exist, the same for the same seed.
 *
 * <p>It is told in stories, each planned as a whole when it begins: who does what, when, and because of what. What has been
 * planned is given out in the order of time. It knows neither stores nor HTTP.
 */
@NullMarked
package dev.mayfly.sample;

import org.jspecify.annotations.NullMarked;
