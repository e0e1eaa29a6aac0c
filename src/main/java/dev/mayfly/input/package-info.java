/**
 * Strict readers of what clients send: JSON objects and query strings. Unknown, repeated and malformed values are
 * refused by name.
 *
 * <p>Plain Java, without a framework.
 */
package dev.mayfly.input;
