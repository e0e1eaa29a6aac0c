/** Long work over HTTP: run as an operation if the client prefers it, shown, and cancelled. */
package dev.mayfly.http.work;
