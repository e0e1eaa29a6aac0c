package dev.mayfly.dump;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.KeptSettings;
import dev.mayfly.eventstore.StoreName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A strict reader of one line, other than an event, of a dump of version 2 or later; unknown members are refused. */
final class DumpLineReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String DEFINITION = "definition";
    private static final String RETENTION = "retention";

    /** The members not yet consumed: strings, whole numbers, booleans, objects and definitions. */
    private final Map<String, Object> members;

    /** The prefix of member names in messages, such as {@code clock.}; empty at the top. */
    private final String parent;

    private DumpLineReader(Map<String, Object> members, String parent) {
        this.members = members;
        this.parent = parent;
    }

    /**
     * Returns the line in a text.
     *
     * @param text UTF-8, without the line feed
     * @throws InvalidInputException naming the member, if the text is not a line of this version
     */
    static DumpLine read(byte[] text) {
        Map<String, Object> members = members(text);
        Iterator<String> names = members.keySet().iterator();
        String kind = names.hasNext() ? names.next() : "";
        DumpLineReader reader = new DumpLineReader(members, "");
        DumpLine line = switch (kind) {
            case "dump" -> reader.header();
            case "store" -> reader.store();
            case "projection" -> reader.projection();
            case "schema" -> reader.schema();
            case "snapshot" -> reader.snapshot();
            default ->
                throw InvalidInputException.invalid(
                        kind, "is not a kind of line in version " + DumpStructure.VERSION + " of the format");
        };
        reader.requireNothingElse();
        return line;
    }

    private DumpLine header() {
        number("dump", DumpStructure.FIRST_WHOLE, DumpStructure.VERSION);
        return new DumpLine.Header(
                text("id"), time("at"), bool("clean"), text("path"), (int) number("stores", 1, Integer.MAX_VALUE));
    }

    private DumpLine store() {
        return new DumpLine.Store(
                StoreName.require("store", text("store")),
                text("incarnation"),
                settings(),
                number("events", 0, 1L << 31),
                members.containsKey("removed") ? number("removed", 1, 1L << 31) : 0,
                members.containsKey("revision") ? (int) number("revision", 1, Integer.MAX_VALUE) : 0);
    }

    private KeptSettings settings() {
        Duration ttl = duration("ttl");
        Duration left = duration("ttlLeft");
        if ((ttl == null) != (left == null)) {
            throw InvalidInputException.invalid("ttlLeft", "must be given together with 'ttl'");
        }
        return new KeptSettings(
                time("createdAt"),
                members.containsKey("parent") ? text("parent") : null,
                ttl,
                left,
                members.containsKey("limitBytes") ? number("limitBytes", 1, Long.MAX_VALUE) : 0,
                clock("firstClock"),
                clock("clock"),
                indexes(),
                members.remove(RETENTION) instanceof RawJson rules ? rules : null);
    }

    private Map<String, String> indexes() {
        if (!members.containsKey("indexes")) {
            return Map.of();
        }
        if (!(members.remove("indexes") instanceof Map<?, ?> given)) {
            throw InvalidInputException.invalid("indexes", "must be an object");
        }
        Map<String, String> indexes = new LinkedHashMap<>();
        given.forEach((name, path) -> {
            if (!(path instanceof String text)) {
                throw InvalidInputException.invalid("indexes." + name, "must be a string");
            }
            indexes.put(StoreName.require("indexes", String.valueOf(name)), text);
        });
        return indexes;
    }

    private DumpLine projection() {
        if (members.remove(DEFINITION) instanceof RawJson definition) {
            return new DumpLine.Projection(text("projection"), definition);
        }
        throw InvalidInputException.invalid(DEFINITION, "must be an object");
    }

    private DumpLine schema() {
        Object definition = members.remove(DEFINITION);
        RawJson schema = definition instanceof Boolean bool ? RawJson.of(bool.toString()) : null;
        if (definition instanceof RawJson object) {
            schema = object;
        }
        if (schema == null) {
            throw InvalidInputException.invalid(DEFINITION, "must be an object or a boolean");
        }
        return new DumpLine.Schema(text("schema"), number("since", 0, 1L << 31), schema);
    }

    private DumpLine snapshot() {
        boolean own = members.containsKey("events");
        return new DumpLine.Snapshot(
                StoreName.require("snapshot", text("snapshot")),
                Rfc3339.epochNanos("at", time("at")),
                number(own ? "events" : "position", 0, 1L << 31),
                !own && members.containsKey("of") ? text("of") : null,
                own);
    }

    @SuppressWarnings("unchecked") // object() returns every object as a map of this type.
    private ClockSetting clock(String name) {
        if (!(members.remove(name) instanceof Map<?, ?> clock)) {
            throw InvalidInputException.invalid(name, "must be an object");
        }
        DumpLineReader reader = new DumpLineReader((Map<String, Object>) clock, name + ".");
        String mode = reader.text("mode");
        ClockSetting setting = switch (mode) {
            case "system" -> ClockSetting.SYSTEM;
            case "frozen" -> new ClockSetting.Frozen(reader.time("at"));
            case "offset" -> new ClockSetting.Offset(reader.required("by", reader.duration("by")));
            default -> throw InvalidInputException.invalid(name + ".mode", "is not known");
        };
        reader.requireNothingElse();
        return setting;
    }

    private <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw InvalidInputException.invalid(parent + name, "is required");
        }
        return value;
    }

    private String text(String name) {
        if (members.remove(name) instanceof String text) {
            return text;
        }
        throw InvalidInputException.invalid(parent + name, "must be a string");
    }

    private long number(String name, long least, long most) {
        if (members.remove(name) instanceof Long number && number >= least && number <= most) {
            return number;
        }
        throw InvalidInputException.invalid(parent + name, "must be a whole number from " + least + " to " + most);
    }

    private boolean bool(String name) {
        if (members.remove(name) instanceof Boolean bool) {
            return bool;
        }
        throw InvalidInputException.invalid(parent + name, "must be true or false");
    }

    private Instant time(String name) {
        return Rfc3339.instant(Rfc3339.parse(parent + name, text(name)));
    }

    private @Nullable Duration duration(String name) {
        if (!members.containsKey(name)) {
            return null;
        }
        try {
            return Duration.parse(text(name));
        } catch (DateTimeParseException malformed) {
            throw InvalidInputException.invalid(parent + name, "must be an ISO 8601 duration");
        }
    }

    private void requireNothingElse() {
        for (String name : members.keySet()) {
            throw InvalidInputException.invalid(
                    parent + name, "is not known to version " + DumpStructure.VERSION + " of the format");
        }
    }

    private static Map<String, Object> members(byte[] text) {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            Map<String, Object> line = object(text, parser);
            if (parser.nextToken() == null && line.get("mayfly") instanceof Map<?, ?> members && line.size() == 1) {
                @SuppressWarnings("unchecked") // object() returns every object as a map of this type.
                Map<String, Object> named = (Map<String, Object>) members;
                return named;
            }
        } catch (JsonProcessingException notJson) {
            throw InvalidInputException.malformed("", "is not JSON");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        throw InvalidInputException.malformed("", "is not a line of a dump");
    }

    /** Returns the members of the object that starts at the parser's current token. */
    private static Map<String, Object> object(byte[] text, JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            Object value = null;
            if (token == JsonToken.VALUE_STRING) {
                value = parser.getText();
            } else if (token == JsonToken.VALUE_NUMBER_INT
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                value = parser.getLongValue();
            } else if (token.isBoolean()) {
                value = parser.getBooleanValue();
            } else if (token == JsonToken.START_OBJECT && (name.equals(DEFINITION) || name.equals(RETENTION))) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                value = RawJson.of(text, start, (int) parser.currentLocation().getByteOffset() - start);
            } else if (token == JsonToken.START_OBJECT) {
                value = object(text, parser);
            }
            if (value == null) {
                throw InvalidInputException.invalid(name, "has a value of a kind that dumps do not contain");
            }
            members.put(name, value);
        }
        return members;
    }
}
