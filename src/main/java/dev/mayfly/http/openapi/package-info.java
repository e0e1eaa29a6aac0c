/**
 * The API description: what all operations share.
 *
 * <p>Schemas are in {@code META-INF/openapi.yaml}; operations are described where they are written. A resource method
 * lists the problems that are its own in the extension {@value dev.mayfly.http.openapi.ApiDescription#PROBLEMS}; those
 * that every operation can have are added to it.
 */
package dev.mayfly.http.openapi;
