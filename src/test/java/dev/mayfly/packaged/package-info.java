/**
 * Tests against the packaged application: what was packaged, a server of it, and the annotation that gives a test one. Its package
 * knows no other test.
 */
package dev.mayfly.packaged;
