/**
 * Long work that goes on while nobody waits for its answer: how far it is, what came of it, and how it is ended early.
 *
 * <p>Work learns that it is to end when it next says how far it is. So what has become of it is decided by the work alone: it is
 * cancelled if it has given up, and done if it was done before it could.
 */
package dev.mayfly.operation;
