/**
 * Reading over HTTP: events, histories, aggregates, searches.
 *
 * <p>A resource reads its parameters ({@link dev.mayfly.search.http.SearchReader} and the like), waits until the position that
 * the client asks for is visible, and answers with a {@link dev.mayfly.http.answer.Answer}.
 */
@NullMarked
package dev.mayfly.search.http;

import org.jspecify.annotations.NullMarked;
