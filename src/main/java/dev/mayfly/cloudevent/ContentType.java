package dev.mayfly.cloudevent;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The interpretation of {@code Content-Type} values. */
public final class ContentType {
    /** One event as a JSON object. */
    public static final String EVENT = "application/cloudevents+json";
    /** Events as a JSON array. */
    public static final String BATCH = "application/cloudevents-batch+json";

    private static final String ANY_EVENT = "application/cloudevents";

    private static final String JSON = "application/json";
    private static final String CHARSET = "charset";

    /** A part of a media type up to the next semicolon: the type, or the name and value of a parameter. */
    private static final Pattern PART = Pattern.compile("([^;=]+)(?:=( *\"[^\"]*\" *|[^;]*))?;?");

    private ContentType() {}

    /**
     * Returns whether content of that type is one or more complete CloudEvents, in any format, rather than the data of
     * one.
     */
    public static boolean holdsEvents(@Nullable String contentType) {
        return contentType != null
                && contentType.stripLeading().toLowerCase(Locale.ROOT).startsWith(ANY_EVENT);
    }

    /** Returns whether data of that type is JSON text in UTF-8; null stands for JSON. */
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

    /**
     * Returns whether two types mean the same; null stands for {@code application/json}. Types, parameter names and
     * charsets are compared ignoring case, parameters ignoring order, and JSON is UTF-8 with or without a charset.
     */
    static boolean same(@Nullable String one, @Nullable String other) {
        return meaning(one).equals(meaning(other));
    }

    /** Returns the parameters by name, and the type under the empty name. */
    private static Map<String, String> meaning(@Nullable String contentType) {
        Map<String, String> meaning = new HashMap<>();
        Matcher parts = PART.matcher(contentType == null ? JSON : contentType);
        while (parts.find()) {
            String name = parts.group(1).strip().toLowerCase(Locale.ROOT);
            String value = parts.group(2) == null ? "" : parts.group(2).strip();
            if (meaning.isEmpty()) {
                meaning.put("", name);
            } else if (!name.isEmpty()) {
                meaning.putIfAbsent(
                        name, name.equals(CHARSET) ? unquoted(value).toLowerCase(Locale.ROOT) : unquoted(value));
            }
        }
        boolean utf8 = "utf-8".equals(meaning.get(CHARSET));
        if (utf8 && isJson(meaning.get(""))) {
            meaning.remove(CHARSET);
        }
        return meaning;
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
