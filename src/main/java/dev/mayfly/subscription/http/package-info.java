/** Subscriptions over HTTP, as server-sent events or NDJSON. */
package dev.mayfly.subscription.http;
