package dev.mayfly.http.answer;

import dev.mayfly.cloudevent.ContentType;

/** The body of an answer whose media type has been chosen, whatever the framework would choose among those offered. */
public interface TypedBody {
    /** Returns its media type, without parameters. */
    String mediaType();

    /** Returns the value of {@code Content-Type}: the media type, for text with its charset. */
    default String contentType() {
        // In a spelling that readers of CloudEvents do not know.
        return ContentType.holdsEvents(mediaType()) ? mediaType() : mediaType() + ";charset=UTF-8";
    }
}
