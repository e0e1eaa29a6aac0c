/** Memberships over HTTP. */
package dev.mayfly.membership.http;
