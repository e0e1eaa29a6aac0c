/**
 * Access to everything that is served: one gate that each request passes decides by the host that it was sent to, the site
 * that it comes from, its token, and the rule for its operation.
 */
@NullMarked
package dev.mayfly.http.access;

import org.jspecify.annotations.NullMarked;
