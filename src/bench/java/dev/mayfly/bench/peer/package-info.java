/** The servers that are measured, ours and the peers', each a child process that listens on loopback and keeps nothing. */
package dev.mayfly.bench.peer;
