/** The tests that {@code docs/testing.md} shows, word for word: for the builds of others, which run them by their names. */
package dev.mayfly.recipes;
