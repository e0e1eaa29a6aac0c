/** Runs the shell sessions that the documents show, and holds the documents to what is printed. */
package dev.mayfly.docs;
