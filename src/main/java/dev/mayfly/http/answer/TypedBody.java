package dev.mayfly.http.answer;

import dev.mayfly.cloudevent.ContentType;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.core.EncodedMediaType;

/** The body of an answer whose media type has been chosen, whatever the framework would choose among those offered. */
public interface TypedBody {
    /** Returns its media type, without parameters. */
    String mediaType();

    /** Returns the value of {@code Content-Type}: the media type, for text with its charset. */
    default String contentType() {
        // The framework writes the charset in a spelling that readers of CloudEvents do not know.
        return ContentType.holdsEvents(mediaType())
                ? mediaType()
                : new EncodedMediaType(MediaType.valueOf(mediaType())).toString();
    }
}
