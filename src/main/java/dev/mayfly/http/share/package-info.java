/** What clients share: no address may take so much that others find nothing left. */
package dev.mayfly.http.share;
