/** What all reads share: the prefix of the log that they read, how long they wait for it, and how many may wait. */
package dev.mayfly.http.read;
