/** Runs what the documents show, shell sessions and recipes, and holds the documents to what comes of it. */
package dev.mayfly.docs;
