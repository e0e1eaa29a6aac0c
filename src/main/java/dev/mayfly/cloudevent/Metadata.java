package dev.mayfly.cloudevent;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an event's metadata that matter for its CloudEvent.
 *
 * @param scalars the members that are strings, numbers or booleans, by name, in their order
 * @param note the note about the CloudEvent as which the event arrived, or null if it did not arrive as one
 */
record Metadata(List<Attribute> scalars, @Nullable Note note) {
    private static final Metadata NONE = new Metadata(List.of(), null);

    /** The number of arrays and objects counted around a member; the nesting was checked when the event arrived. */
    private static final int NO_DEPTH = 0;

    /**
     * The parts of a CloudEvent that are not in the event's fields.
     *
     * @param id its id
     * @param source its source
     * @param attributes its other attributes, all valid, with distinct names
     * @param absent the names of the attributes that it did not have
     * @param isBase64 whether its data is bytes in base64
     */
    record Note(String id, String source, List<Attribute> attributes, Set<String> absent, boolean isBase64) {
        boolean isAbsent(String name) {
            return absent.contains(name);
        }
    }

    /** Reads the metadata of an event, null for none. Whatever cannot be part of a CloudEvent is skipped. */
    static Metadata read(@Nullable RawJson metadata) {
        if (metadata == null) {
            return NONE;
        }
        // A copy, because the scanner resolves escapes in place.
        byte[] text = Arrays.copyOfRange(metadata.array(), metadata.offset(), metadata.offset() + metadata.sizeBytes());
        JsonScanner scanner = new JsonScanner(text, text.length);
        List<Attribute> scalars = new ArrayList<>();
        List<Note> notes = new ArrayList<>(1);
        JsonMembers.each(scanner, 0, (name, value) -> {
            int end = scanner.value(value, NO_DEPTH);
            if (name.equals("cloudevent") && scanner.at(value, '{')) {
                Note note = note(scanner, value);
                if (note != null) {
                    notes.add(note);
                }
            } else {
                Attribute scalar = JsonMembers.attribute(scanner, name, value, end);
                if (scalar != null) {
                    scalars.add(scalar);
                }
            }
            return end;
        });
        return new Metadata(scalars, notes.isEmpty() ? null : notes.get(0));
    }

    private static @Nullable Note note(JsonScanner scanner, int from) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        Set<String> absent = new HashSet<>();
        boolean[] base64 = new boolean[1];
        JsonMembers.each(scanner, from, (name, value) -> {
            int end = scanner.value(value, NO_DEPTH);
            if (scanner.at(value, 'n')) {
                absent.add(name);
                return end;
            }
            Attribute attribute = JsonMembers.attribute(scanner, name, value, end);
            if (attribute != null && name.equals(AttributeRules.DATA)) {
                base64[0] = attribute.text().equals(Outlet.BASE64);
            } else if (attribute != null
                    && attributes.size() < CloudEventBuilder.MAX_ATTRIBUTES
                    && AttributeRules.mistake(attribute) == null) {
                attributes.putIfAbsent(name, attribute);
            }
            return end;
        });
        Attribute id = attributes.remove(AttributeRules.ID);
        Attribute source = attributes.remove(AttributeRules.SOURCE);
        attributes.remove(AttributeRules.TYPE);
        attributes.remove(AttributeRules.SUBJECT);
        attributes.remove(AttributeRules.SPECVERSION);
        return id == null || source == null
                ? null
                : new Note(id.text(), source.text(), new ArrayList<>(attributes.values()), absent, base64[0]);
    }
}
