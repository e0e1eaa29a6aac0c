/** Stores over HTTP: create, list, fork, reset and delete them, take snapshots, and set their clocks. */
@NullMarked
package dev.mayfly.store.http;

import org.jspecify.annotations.NullMarked;
