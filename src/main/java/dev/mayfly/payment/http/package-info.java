/** Payments over HTTP: commands, queries, and the summary that a projection keeps. */
package dev.mayfly.payment.http;
