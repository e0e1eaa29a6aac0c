package dev.mayfly.cloudevent;

import dev.mayfly.event.json.JsonBuffer;

/**
 * A context attribute of a CloudEvent, either defined by the specification or an extension.
 *
 * @param name lower-case letters and digits
 * @param kind its type in JSON
 * @param text its value in the canonical form of the specification's types; a number stays as it was written
 */
public record Attribute(String name, Kind kind, String text) {
    /** The JSON type of an attribute's value, which is all that JSON conveys about its type. */
    public enum Kind {
        /** A string, also for bytes, URIs and times. */
        STRING,
        /** A number. */
        NUMBER,
        /** {@code true} or {@code false}. */
        BOOLEAN
    }

    /** Returns a string attribute. */
    public static Attribute string(String name, String text) {
        return new Attribute(name, Kind.STRING, text);
    }

    static Attribute number(String name, long value) {
        return new Attribute(name, Kind.NUMBER, Long.toString(value));
    }

    /** Writes the value as JSON. */
    void writeValue(JsonBuffer out) {
        if (kind == Kind.STRING) {
            out.string(text);
        } else {
            out.ascii(text);
        }
    }
}
