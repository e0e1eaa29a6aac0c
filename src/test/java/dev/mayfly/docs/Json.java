package dev.mayfly.docs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text as a document shows it: word for word, white space included, except that {@code …} may stand for members of
 * an object and for elements of an array that are left out.
 */
final class Json {
    static final String LEFT_OUT = "…";

    /** A value, with the white space before it, or what is left out. */
    sealed interface Node permits Composite, Scalar, Gap {}

    /** An object or an array; {@code end} is the white space before its closing bracket. */
    record Composite(String space, char open, List<Member> members, String end) implements Node {
        boolean isObject() {
            return open == '{';
        }

        boolean hasGap() {
            return members.stream().anyMatch(member -> member.value() instanceof Gap);
        }
    }

    /** A value of an object under its key, quotes included and with the white space around it; the key of an element is empty. */
    record Member(String key, Node value) {
        String name() {
            return key.strip();
        }
    }

    /** A string, quotes included, a number, or a literal. */
    record Scalar(String space, String text) implements Node {}

    /** What is left out. */
    record Gap() implements Node {}

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Returns an object or an array; null if the text is something else. */
    static @Nullable Node parsed(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return null;
        }
        Json json = new Json(text);
        try {
            Node node = json.value();
            json.space();
            return json.at == text.length() ? node : null;
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException noJson) {
            return null;
        }
    }

    /** Writes a value with its white space. */
    static String text(Node node) {
        StringBuilder out = new StringBuilder();
        write(node, out);
        return out.toString();
    }

    private static void write(Node node, StringBuilder out) {
        if (node instanceof Scalar scalar) {
            out.append(scalar.space()).append(scalar.text());
        } else if (node instanceof Composite composite) {
            out.append(composite.space()).append(composite.open());
            write(composite.members(), out);
            out.append(composite.end()).append(composite.isObject() ? '}' : ']');
        }
    }

    private static void write(List<Member> members, StringBuilder out) {
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            boolean afterGap = i > 0 && members.get(i - 1).value() instanceof Gap;
            boolean last = i == members.size() - 1;
            if (member.value() instanceof Gap) {
                out.append(i == 0 ? "" : ",").append(i == 0 || last ? "" : " ").append(LEFT_OUT);
            } else {
                out.append(i == 0 ? "" : afterGap ? " " : ",").append(member.key());
                out.append(member.key().isEmpty() ? "" : ":");
                write(member.value(), out);
            }
        }
    }

    private Node value() {
        String space = space();
        char c = text.charAt(at);
        if (text.startsWith(LEFT_OUT, at)) {
            at += LEFT_OUT.length();
            return new Gap();
        }
        return c == '{' || c == '[' ? composite(space) : new Scalar(space, c == '"' ? string() : literal());
    }

    private Composite composite(String space) {
        char open = text.charAt(at++);
        char close = open == '{' ? '}' : ']';
        List<Member> members = new ArrayList<>();
        String end = space();
        while (text.charAt(at) != close) {
            at -= end.length();
            members.add(open == '{' ? member() : new Member("", value()));
            boolean gap = members.get(members.size() - 1).value() instanceof Gap;
            end = space();
            if (text.charAt(at) == ',') {
                at++;
                end = space();
                if (text.charAt(at) == close) {
                    throw new IllegalArgumentException("a comma before the end");
                }
            } else if (text.charAt(at) != close && !gap) {
                throw new IllegalArgumentException("no comma");
            }
        }
        at++;
        return new Composite(space, open, members, end);
    }

    private Member member() {
        String before = space();
        if (text.startsWith(LEFT_OUT, at)) {
            at += LEFT_OUT.length();
            return new Member("", new Gap());
        }
        if (text.charAt(at) != '"') {
            throw new IllegalArgumentException("no key");
        }
        String key = before + string() + space();
        if (text.charAt(at++) != ':') {
            throw new IllegalArgumentException("no colon");
        }
        return new Member(key, value());
    }

    private String string() {
        int start = at++;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        return text.substring(start, at);
    }

    private String literal() {
        int start = at;
        while (",]}:{[\" \t\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw new IllegalArgumentException("no value");
        }
        return text.substring(start, at);
    }

    private String space() {
        int start = at;
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.substring(start, at);
    }
}
