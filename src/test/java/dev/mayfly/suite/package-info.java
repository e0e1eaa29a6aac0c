/**
 * The groups that integration tests run in. A suite runs in one JVM, and its tests of one test profile on one server; two suites run
 * side by side, and the next begins when one is done, in the order of their names. Each integration test is in one of them.
 */
package dev.mayfly.suite;
