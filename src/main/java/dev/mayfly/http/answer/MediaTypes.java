package dev.mayfly.http.answer;

import dev.mayfly.cloudevent.ContentType;
import dev.mayfly.http.problem.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The media types of requests and answers. */
public final class MediaTypes {
    /** JSON. */
    public static final String JSON = "application/json";
    /** One JSON text per line. */
    public static final String NDJSON = "application/x-ndjson";
    /** One CloudEvent as JSON. */
    public static final String CLOUD_EVENT = ContentType.EVENT;
    /** A JSON array of CloudEvents. */
    public static final String CLOUD_EVENTS = ContentType.BATCH;
    /** A JSON Patch (RFC 6902). */
    public static final String JSON_PATCH = "application/json-patch+json";
    /** Comma-separated values. */
    public static final String CSV = "text/csv";
    /** Server-sent events. */
    public static final String EVENT_STREAM = "text/event-stream";
    /** A problem. */
    public static final String PROBLEM = Problem.MEDIA_TYPE;

    private MediaTypes() {}

    /**
     * Returns which of the supported types a request's content has, in lower case and without parameters. The parameter
     * {@code charset} may be UTF-8; other parameters are ignored.
     *
     * @param contentType the header's value, or null if it is absent
     * @throws dev.mayfly.http.problem.ProblemException {@code unsupported-media-type} if it is none of them
     */
    public static String require(@Nullable String contentType, List<String> supported) {
        if (contentType == null) {
            throw Problem.unsupportedMediaType("The request has a body but no Content-Type.", supported)
                    .exception();
        }
        if (supported.contains(contentType)) {
            return contentType;
        }
        String[] parts = contentType.split(";", -1);
        String type = parts[0].strip().toLowerCase(Locale.ROOT);
        boolean understood = supported.contains(type);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("charset=")) {
                String charset = parameter.substring("charset=".length());
                understood &= charset.equals("utf-8") || charset.equals("\"utf-8\"");
            }
        }
        if (!understood) {
            throw Problem.unsupportedMediaType("Content of type '" + contentType + "' is not supported.", supported)
                    .exception();
        }
        return type;
    }
}
