/**
 * The only package that depends on internals of Quarkus, Quarkus REST and Vert.x: filters before the routes, the
 * current request, body writers, the state of a connection, the paths of resources, and caches. It depends on no other
 * part of the application; the others use its own interfaces.
 */
@NullMarked
package dev.mayfly.http.quarkus;

import org.jspecify.annotations.NullMarked;
