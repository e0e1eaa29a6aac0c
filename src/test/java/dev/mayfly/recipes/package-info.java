/** The tests that {@code docs/testing.md} shows, word for word, and what holds the document to them. */
package dev.mayfly.recipes;
