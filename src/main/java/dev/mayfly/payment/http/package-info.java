/** Payments over HTTP: commands, queries, and the summary that a projection maintains. */
package dev.mayfly.payment.http;
