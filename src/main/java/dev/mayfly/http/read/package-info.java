/** What all reads share: which state of the log they look at, how long they wait for it, and how many may wait. */
package dev.mayfly.http.read;
