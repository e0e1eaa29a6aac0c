/**
 * What other builds use to test against Mayfly: a JUnit extension that gives each test a store of its own.
 *
 * <p>Published as the artifact with the classifier {@code tests}. It needs a JDK and JUnit 5.10 or later, nothing else of
 * Mayfly's. {@code docs/testing.md} shows it at work.
 */
package dev.mayfly.testing;
