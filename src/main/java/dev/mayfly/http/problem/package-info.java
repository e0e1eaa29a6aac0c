/**
 * Errors as RFC 9457 problems: their types, their rendering, and the mapping of every exception.
 *
 * <p>Code that answers requests throws {@link dev.mayfly.event.InvalidInputException} for a mistake in the request and
 * {@link dev.mayfly.http.problem.ProblemException} for the rest; anything else is a bug.
 */
package dev.mayfly.http.problem;
