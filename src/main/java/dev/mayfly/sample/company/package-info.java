/** The people, plans and resources of the companies that the sample is about. */
@NullMarked
package dev.mayfly.sample.company;

import org.jspecify.annotations.NullMarked;
