package dev.mayfly.projection.declared;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.projection.declared.value.FieldDefinition;
import dev.mayfly.projection.declared.value.Scalar;
import java.util.List;

/** The state that the events of one key make. */
final class Group {
    private static final int BASE_BYTES = 240;
    private static final int FRAME_BYTES = 32;
    /** The most bytes of a character of a string. */
    private static final long MOST_ESCAPED = 6;

    private final Key key;
    private final Cell[] cells;

    private final long generation;

    private Group(Key key, Cell[] cells, long generation) {
        this.key = key;
        this.cells = cells;
        this.generation = generation;
    }

    /** Returns the group of a key that no event has come for, made by the edit of that generation. */
    static Group of(Key key, List<FieldDefinition> fields, long generation) {
        Cell[] cells = new Cell[fields.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Cell.of(fields.get(i).operation());
        }
        return new Group(key, cells, generation);
    }

    /** Returns a group for the edit of that generation, which may change it without changing this one. */
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

    /** Returns the generation of the edit that made it, and which alone may change it. */
    long generation() {
        return generation;
    }

    /** Returns the cell of a field, by the field's place in the definition. */
    Cell cell(int field) {
        return cells[field];
    }

    /** Returns about how many bytes the group takes in memory while its cells are empty. */
    long baseBytes() {
        return BASE_BYTES + key.sizeBytes() + (long) Cell.BASE_BYTES * cells.length;
    }

    /** Returns an upper bound of the bytes that it is as JSON. */
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
        char separator = '{';
        for (int i = 0; i < cells.length; i++) {
            out.put(separator).string(definition.fields().get(i).name()).put(':');
            cells[i].write(out);
            separator = ',';
        }
        out.ascii("}}");
    }
}
