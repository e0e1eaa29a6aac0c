/** Injected faults over HTTP: their rules, and the filter that carries them out on reads. */
package dev.mayfly.fault.http;
