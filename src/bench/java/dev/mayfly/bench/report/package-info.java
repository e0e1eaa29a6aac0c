/** What the benches found, as a table, as JSON and as plots. */
package dev.mayfly.bench.report;
