package dev.mayfly.input;

import dev.mayfly.event.json.JsonBuffer;
import java.util.Set;

/** The members of a JSON object, one after the other. */
public final class JsonMembers {
    private final JsonBuffer out;
    private char before = '{';

    /** Begins an object. */
    public JsonMembers(JsonBuffer out) {
        this.out = out;
    }

    /** Writes the name of a member; its value is to be written to what is returned. */
    public JsonBuffer name(String name) {
        out.put(before).put('"').ascii(name).ascii("\":");
        before = ',';
        return out;
    }

    /** Writes a member that is a string. */
    public void text(String name, String value) {
        name(name).string(value);
    }

    /** Writes a member that is a whole number. */
    public void number(String name, long value) {
        name(name).number(value);
    }

    /** Writes a member that is an array of strings, in their order, unless there are none. */
    public void texts(String name, Set<String> values) {
        if (!values.isEmpty()) {
            name(name);
            char separator = '[';
            for (String value : values.stream().sorted().toList()) {
                out.put(separator).string(value);
                separator = ',';
            }
            out.put(']');
        }
    }

    /** Ends the object. */
    public void end() {
        out.ascii(before == '{' ? "{}" : "}");
    }
}
