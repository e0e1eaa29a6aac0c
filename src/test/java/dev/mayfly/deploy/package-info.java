/** What the files that deploy Mayfly say, held against the types of clusters and against the packaged application. */
package dev.mayfly.deploy;
