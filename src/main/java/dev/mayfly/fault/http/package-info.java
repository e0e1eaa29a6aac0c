/** Injected faults over HTTP: their rules, and the filter that applies them to reads. */
package dev.mayfly.fault.http;
