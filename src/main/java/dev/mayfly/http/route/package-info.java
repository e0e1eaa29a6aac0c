/**
 * The path of a request to its store: the checks before every route, the lookup of stores, and the workers for long
 * work.
 *
 * <p>Resources below {@code /stores/{store}} have exactly that as their class-level path and the rest at their methods,
 * so that the framework finds the routes of one address together.
 */
package dev.mayfly.http.route;
