/** The benches: one small class each, and what runs them. {@code bench/run} starts {@link dev.mayfly.bench.suite.BenchRun}. */
package dev.mayfly.bench.suite;
