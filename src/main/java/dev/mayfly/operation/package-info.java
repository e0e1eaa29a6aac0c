/**
 * Long work that runs in the background: its progress, its outcome, and how to stop it early.
 *
 * <p>Work learns that it must stop when it next reports its progress. The work alone therefore decides its outcome:
 * cancelled if it stopped early, done if it finished first.
 */
package dev.mayfly.operation;
