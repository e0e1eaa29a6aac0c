/** Sessions over HTTP. */
@NullMarked
package dev.mayfly.session.http;

import org.jspecify.annotations.NullMarked;
