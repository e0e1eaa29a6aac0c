package dev.mayfly.projection.declared;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.projection.declared.value.FieldDefinition;
import dev.mayfly.projection.declared.value.Scalar;
import java.util.ArrayList;
import java.util.List;

/** The state of one key, computed from its events. */
final class Group {
    private static final int BASE_BYTES = 240;
    private static final int FRAME_BYTES = 32;
    /** The most bytes of a character in a JSON string. */
    private static final long MOST_ESCAPED = 6;

    private final Key key;
    private final Cell[] cells;

    private final long generation;

    private Group(Key key, Cell[] cells, long generation) {
        this.key = key;
        this.cells = cells;
        this.generation = generation;
    }

    /**
     * Returns the group of a key before its first event.
     *
     * @param generation the generation of the edit that makes it
     */
    static Group of(Key key, List<FieldDefinition> fields, long generation) {
        Cell[] cells = new Cell[fields.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Cell.of(fields.get(i).operation());
        }
        return new Group(key, cells, generation);
    }

    /** Returns a copy for the edit of a generation, which may change it without changing this group. */
    Group copy(long newGeneration) {
        Cell[] copies = new Cell[cells.length];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = cells[i].copy();
        }
        return new Group(key, copies, newGeneration);
    }

    Key key() {
        return key;
    }

    /** Returns the generation of the edit that made it; only that edit may change it. */
    long generation() {
        return generation;
    }

    /**
     * Returns the cell of a field.
     *
     * @param field the index of the field in the definition
     */
    Cell cell(int field) {
        return cells[field];
    }

    /** Returns the approximate memory of the group while its cells are empty, in bytes. */
    long baseBytes() {
        return BASE_BYTES + key.sizeBytes() + (long) Cell.BASE_BYTES * cells.length;
    }

    /** Returns an upper bound of its size as JSON, in bytes. */
    long jsonSizeBound(Definition definition) {
        long bytes = FRAME_BYTES;
        for (Scalar part : key.parts()) {
            bytes += 3 + MOST_ESCAPED * part.text().length();
        }
        for (int i = 0; i < cells.length; i++) {
            int nameLength = definition.fields().get(i).name().length();
            bytes += 4 + MOST_ESCAPED * nameLength + cells[i].jsonSizeBound();
        }
        return bytes;
    }

    /** Writes the state as <code>{"key": …, "fields": {…}}</code>. */
    void write(Definition definition, JsonBuffer out) {
        out.ascii("{\"key\":");
        key.write(definition.compound(), out);
        out.ascii(",\"fields\":");
        writeFields(definition, out);
        out.put('}');
    }

    /** Writes its fields as an object. */
    void writeFields(Definition definition, JsonBuffer out) {
        char separator = '{';
        for (int i = 0; i < cells.length; i++) {
            out.put(separator).string(definition.fields().get(i).name()).put(':');
            cells[i].write(out);
            separator = ',';
        }
        out.put('}');
    }

    /** Returns the parts of its key and then its fields, each as JSON. */
    List<RawJson> values() {
        List<RawJson> values = new ArrayList<>();
        for (Scalar part : key.parts()) {
            JsonBuffer out = new JsonBuffer(32);
            part.write(out);
            values.add(RawJson.of(out.array(), 0, out.size()));
        }
        for (Cell cell : cells) {
            JsonBuffer out = new JsonBuffer(32);
            cell.write(out);
            values.add(RawJson.of(out.array(), 0, out.size()));
        }
        return values;
    }
}
