package dev.mayfly.http.work;

import io.vertx.core.MultiMap;

/** The preferences of a request (RFC 7240). Only one preference is supported; all others are ignored. */
public final class Preferences {
    /** The preference not to wait for long work. */
    public static final String RESPOND_ASYNC = "respond-async";

    private Preferences() {}

    /** Returns whether a request prefers an answer before long work is done. */
    public static boolean respondAsync(MultiMap headers) {
        return headers.getAll("Prefer").stream().anyMatch(Preferences::isAmong);
    }

    /**
     * Returns whether the preference is in a list whose elements are separated by commas and have parameters after
     * semicolons.
     */
    private static boolean isAmong(String list) {
        boolean quoted = false;
        int start = 0;
        int end = -1;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ';' && end < 0) {
                end = i;
            } else if (!quoted && c == ',') {
                if (isPreference(list.substring(start, end < 0 ? i : end))) {
                    return true;
                }
                start = i + 1;
                end = -1;
            }
        }
        return isPreference(list.substring(start, end < 0 ? list.length() : end));
    }

    /**
     * Returns whether a text is the preference. An empty value means the same as none; with any other value the
     * preference is unknown.
     */
    private static boolean isPreference(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1).strip();
        return name.strip().equalsIgnoreCase(RESPOND_ASYNC) && (value.isEmpty() || value.equals("\"\""));
    }
}
