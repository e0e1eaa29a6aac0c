/**
 * The rules that an implementation of {@link dev.mayfly.eventstore.EventStore} is held to, for engines of other builds too.
 *
 * <p>Extend {@link dev.mayfly.testing.conformance.EventStoreConformance}. Published as the artifact with the classifier
 * {@code tests}. It needs the plain artifact, JUnit and AssertJ, and nothing of what the application is made of.
 * {@code docs/testing.md} shows it at work.
 */
package dev.mayfly.testing.conformance;
