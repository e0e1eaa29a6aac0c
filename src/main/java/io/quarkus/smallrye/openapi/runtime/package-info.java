/**
 * One class of ours beside those of Quarkus, because it takes the place of a method that is visible in this package alone.
 */
package io.quarkus.smallrye.openapi.runtime;
