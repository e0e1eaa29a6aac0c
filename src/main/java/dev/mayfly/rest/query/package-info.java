/**
 * Reading over HTTP: events, histories, aggregates, searches.
 *
 * <p>A resource reads its parameters ({@link dev.mayfly.rest.query.SearchReader} and the like), waits until what is asked
 * for is visible, and answers with a {@link dev.mayfly.rest.query.Reply}, a text that is rendered at once when it is small
 * and written in chunks at the client's pace when it is not.
 */
@NullMarked
package dev.mayfly.rest.query;

import org.jspecify.annotations.NullMarked;
