/**
 * What all HTTP resources share: limits, request bodies, query parameters, media types, the lookup of stores.
 *
 * <p>Resources below {@code /stores/{store}} name exactly that in their class-level path and the rest at their methods, so
 * that the routes of one address are found together.
 */
package dev.mayfly.rest;
