/**
 * The groups that integration tests run in. A suite runs in one JVM, and its tests of one test profile on one server. Some suites run
 * side by side, and the next begins when one is done, in the order of their names: the longest come first, so that none of them is
 * left over at the end. Each integration test is in one suite.
 */
package dev.mayfly.suite;
