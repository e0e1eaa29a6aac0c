/**
 * Errors as RFC 9457 problems: the types, the rendering, and the mapping of everything that can be thrown.
 *
 * <p>Code that answers requests throws {@link dev.mayfly.event.InvalidInputException} for a mistake in what was sent
 * and {@link dev.mayfly.http.problem.ProblemException} for the rest; anything else is a bug.
 */
package dev.mayfly.http.problem;
