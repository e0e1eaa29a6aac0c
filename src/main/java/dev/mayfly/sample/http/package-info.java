/** The sample over HTTP: fills an empty store with the events of a small business. */
package dev.mayfly.sample.http;
