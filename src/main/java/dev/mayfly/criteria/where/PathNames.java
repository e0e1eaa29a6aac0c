package dev.mayfly.criteria.where;

import com.fasterxml.jackson.core.JsonToken;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.input.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reader of the names of a path, from the beginning of a text. For one use. */
final class PathNames {
    private final String field;
    private final String text;
    private final List<String> names = new ArrayList<>();
    private int at;

    private PathNames(String field, String text, int from) {
        this.field = field;
        this.text = text;
        this.at = from;
    }

    /**
     * Returns the names of a path that is the whole text. A name that is not a JSON string may contain anything but dots.
     *
     * @throws InvalidInputException if a name is empty
     */
    static List<String> all(String field, String text) {
        PathNames path = new PathNames(field, text, 0);
        do {
            int start = path.at;
            String name = path.quoted();
            if (name == null || path.at < text.length() && text.charAt(path.at) != '.') {
                int dot = text.indexOf('.', start);
                path.at = dot < 0 ? text.length() : dot;
                name = path.required(text.substring(start, path.at));
            }
            path.names.add(name);
        } while (path.dot());
        return path.names;
    }

    /**
     * Reads the names of a path that begins at an index, and ends before the first character that is not part of one: a
     * name has letters, digits, {@code _}, {@code -} and {@code $}, or is a JSON string.
     *
     * @throws InvalidInputException if a name is empty
     */
    static PathNames leading(String field, String text, int from) {
        PathNames path = new PathNames(field, text, from);
        do {
            int start = path.at;
            String name = path.quoted();
            if (name == null) {
                while (path.at < text.length() && isPlain(text.codePointAt(path.at))) {
                    path.at += Character.charCount(text.codePointAt(path.at));
                }
                name = path.required(text.substring(start, path.at));
            }
            path.names.add(name);
        } while (path.dot());
        return path;
    }

    /** Returns the names that have been read. */
    List<String> names() {
        return names;
    }

    /** Returns the index after the last name. */
    int end() {
        return at;
    }

    /** Returns a path with those names as a text, in which only names that need it are JSON strings. */
    static String text(String root, List<String> members) {
        StringBuilder path = new StringBuilder(root);
        for (String member : members) {
            path.append('.');
            if (!member.isEmpty() && member.codePoints().allMatch(PathNames::isPlain)) {
                path.append(member);
            } else {
                JsonBuffer quoted = new JsonBuffer(member.length() + 2).string(member);
                path.append(new String(quoted.array(), 0, quoted.size(), StandardCharsets.UTF_8));
            }
        }
        return path.toString();
    }

    private static boolean isPlain(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '$';
    }

    /** Reads the JSON string that begins here, and returns it; null if there is none, or it is malformed. */
    private @Nullable String quoted() {
        if (at >= text.length() || text.charAt(at) != '"') {
            return null;
        }
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            return null;
        }
        byte[] json = text.substring(at, end + 1).getBytes(StandardCharsets.UTF_8);
        try {
            String name = JsonDocument.read(
                    field,
                    json,
                    0,
                    json.length,
                    parser -> parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "");
            at = end + 1;
            return name;
        } catch (InvalidInputException notString) {
            return null;
        }
    }

    private boolean dot() {
        boolean more = at < text.length() && text.charAt(at) == '.';
        at += more ? 1 : 0;
        return more;
    }

    private String required(String name) {
        if (name.isEmpty()) {
            throw InvalidInputException.invalid(field, "must be names separated by dots, such as data.currency");
        }
        return name;
    }
}
