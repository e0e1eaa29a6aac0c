/**
 * The only place that knows the internals of Quarkus, Quarkus REST and Vert.x: filters before the routes, the request that
 * is being answered, writers of bodies, the state of a connection, the paths that resources have, and caches. It knows no
 * other part of the application, which asks for what it needs in the words of this package.
 */
@NullMarked
package dev.mayfly.http.quarkus;

import org.jspecify.annotations.NullMarked;
