package dev.mayfly.sample.company;

import dev.mayfly.event.json.JsonBuffer;

/** A writer of the fields of a JSON object, in order. */
public final class Fields {
    private final JsonBuffer out;
    private boolean first = true;

    /** The data of an event. */
    @FunctionalInterface
    public interface Data {
        /** Writes the data, when the event happens and after all of its causes have happened. */
        void write(Fields fields);
    }

    private Fields(JsonBuffer out) {
        this.out = out;
    }

    /** Writes an object with those fields. */
    public static void write(JsonBuffer out, Data data) {
        out.put('{');
        data.write(new Fields(out));
        out.put('}');
    }

    /** Writes a string. */
    public Fields text(String name, String value) {
        name(name).string(value);
        return this;
    }

    /** Writes a whole number. */
    public Fields number(String name, long value) {
        name(name).number(value);
        return this;
    }

    /** Writes an amount with the fraction digits of its currency. */
    public Fields amount(String name, Tender tender, long minor) {
        name(name).ascii(tender.text(minor));
        return this;
    }

    /** Writes an object. */
    public Fields object(String name, Data data) {
        name(name);
        write(out, data);
        return this;
    }

    /** Writes an array with one object. */
    public Fields only(String name, Data data) {
        name(name).put('[');
        write(out, data);
        out.put(']');
        return this;
    }

    private JsonBuffer name(String name) {
        if (!first) {
            out.put(',');
        }
        first = false;
        return out.string(name).put(':');
    }
}
