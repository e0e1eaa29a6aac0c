/**
 * The sample: the events of a fictional small business, the same for the same seed.
 *
 * <p>It consists of stories, each planned as a whole when it begins: who does what, when, and why. Planned events come
 * out in order of time. It knows neither stores nor HTTP.
 */
@NullMarked
package dev.mayfly.sample;

import org.jspecify.annotations.NullMarked;
