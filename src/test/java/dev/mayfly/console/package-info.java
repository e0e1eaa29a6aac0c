/**
 * Tests in a real browser. A test class says {@link dev.mayfly.console.InBrowser} and its tests take a
 * {@link dev.mayfly.console.Page}, which is a new tab with nothing kept from the tests before.
 */
package dev.mayfly.console;
