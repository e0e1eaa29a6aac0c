/**
 * A request's way to its store: the checks before every route, the lookup of stores, and the workers for long work.
 *
 * <p>Resources below {@code /stores/{store}} name exactly that in their class-level path and the rest at their methods,
 * so that the routes of one address are found together.
 */
package dev.mayfly.http.route;
