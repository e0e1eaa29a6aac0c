/**
 * Long work that runs in the background: its progress, its outcome, and how to end it early.
 *
 * <p>Work learns that it must end when it next reports its progress. So the work alone decides its outcome: it is
 * cancelled if it gave up, and done if it finished first.
 */
package dev.mayfly.operation;
