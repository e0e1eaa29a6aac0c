package dev.mayfly.cloudevent;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the value of a {@code Content-Type} says. */
public final class ContentType {
    /** One event as a JSON object. */
    public static final String EVENT = "application/cloudevents+json";
    /** Events as a JSON array. */
    public static final String BATCH = "application/cloudevents-batch+json";

    private static final String ANY_EVENT = "application/cloudevents";

    private ContentType() {}

    /**
     * Returns whether content of that type is one or more CloudEvents with all their attributes, in whatever format, and
     * not the data of one.
     */
    public static boolean holdsEvents(@Nullable String contentType) {
        return contentType != null
                && contentType.stripLeading().toLowerCase(Locale.ROOT).startsWith(ANY_EVENT);
    }

    /** Returns whether data of that type is JSON text in UTF-8; none stands for JSON. */
    static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        String type = parts[0].strip();
        boolean json = type.endsWith("/json") || type.endsWith("+json");
        for (int i = 1; i < parts.length && json; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("charset=")) {
                String charset = parameter
                        .substring("charset=".length())
                        .replace("\"", "")
                        .strip();
                json = charset.equals("utf-8") || charset.equals("utf8") || charset.equals("us-ascii");
            }
        }
        return json;
    }
}
