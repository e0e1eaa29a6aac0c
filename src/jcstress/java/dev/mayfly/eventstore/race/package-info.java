/**
 * One writer and one reader of each of the engine's structures, at the same time, over and over: run by jcstress in every
 * combination of compilers, see the profile {@code jcstress}.
 *
 * <p>The writer adds what the log's writer would, publishes, and moves a head. The reader takes the head and compares what
 * it finds up to there with what it must find. A result above 0 says how many of its looks went wrong.
 */
package dev.mayfly.eventstore.race;
