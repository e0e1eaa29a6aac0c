package dev.mayfly.cloudevent;

import dev.mayfly.cloudevent.Attribute.Kind;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.JsonScanner;
import dev.mayfly.event.tree.JsonMeaning;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent of version 1.0: its attributes except {@code specversion}, each once, and its data.
 *
 * <p>Immutable. It has {@code id}, {@code source} and {@code type}, and every attribute follows the specification's
 * rules.
 */
public final class CloudEvent {
    private static final byte[] NOTHING = {};

    private static final long EVENT_BYTES = 200;
    private static final long ATTRIBUTE_BYTES = 110;

    private final List<Attribute> attributes;
    private final @Nullable RawJson data;
    private final boolean base64;

    /**
     * Makes an event from attributes that have been checked.
     *
     * @param data the data, or null for none
     * @param base64 whether the data is a JSON string that contains bytes in base64
     */
    CloudEvent(List<Attribute> attributes, @Nullable RawJson data, boolean base64) {
        this.attributes = List.copyOf(attributes);
        this.data = data;
        this.base64 = base64;
    }

    /** Returns about how many bytes of memory it takes until it is stored, with a copy of its data. */
    long sizeBytes() {
        long bytes = EVENT_BYTES + (data == null ? 0 : 2L * data.sizeBytes());
        for (Attribute attribute : attributes) {
            bytes += ATTRIBUTE_BYTES
                    + attribute.name().length()
                    + attribute.text().length();
        }
        return bytes;
    }

    /** Returns its attributes except {@code specversion}, in the order in which they are written. */
    public List<Attribute> attributes() {
        return attributes;
    }

    /** Returns an attribute, or null if there is none with that name. */
    public @Nullable Attribute attribute(String name) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(name)) {
                return attribute;
            }
        }
        return null;
    }

    /** Returns the value of an attribute, or null if there is none with that name. */
    public @Nullable String text(String name) {
        Attribute attribute = attribute(name);
        return attribute == null ? null : attribute.text();
    }

    /**
     * Returns the same event with some attributes added or replaced.
     *
     * @throws IllegalArgumentException if one breaks the specification's rules or is {@code specversion}
     */
    public CloudEvent with(List<Attribute> others) {
        Map<String, Attribute> all = new LinkedHashMap<>();
        attributes.forEach(attribute -> all.put(attribute.name(), attribute));
        for (Attribute attribute : others) {
            String mistake = AttributeRules.mistake(attribute);
            if (mistake != null || attribute.name().equals(AttributeRules.SPECVERSION)) {
                throw new IllegalArgumentException("'" + attribute.name() + "' " + mistake);
            }
            all.put(attribute.name(), attribute);
        }
        return new CloudEvent(List.copyOf(all.values()), data, base64);
    }

    /** Returns the data, or null for none. */
    @Nullable
    RawJson data() {
        return data;
    }

    /** Returns whether the data is a JSON string that contains bytes in base64. */
    boolean isBase64() {
        return base64;
    }

    String id() {
        return Objects.requireNonNull(text(AttributeRules.ID));
    }

    String source() {
        return Objects.requireNonNull(text(AttributeRules.SOURCE));
    }

    String type() {
        return Objects.requireNonNull(text(AttributeRules.TYPE));
    }

    /** Returns its id and source, as messages to clients name it. */
    public String name() {
        return "'" + id() + "' of '" + source() + "'";
    }

    /** Writes it as one JSON object of the type {@link ContentType#EVENT}, on one line: the structured mode. */
    public void writeJson(JsonBuffer out) {
        out.ascii("{\"specversion\":\"1.0\"");
        for (Attribute attribute : attributes) {
            out.ascii(",\"").ascii(attribute.name()).ascii("\":");
            attribute.writeValue(out);
        }
        if (data != null) {
            out.ascii(base64 ? ",\"data_base64\":" : ",\"data\":");
            out.put(data.array(), data.offset(), data.sizeBytes());
        }
        out.put('}');
    }

    /**
     * Returns whether it can be sent in binary mode. It cannot if the type of its data is itself that of CloudEvents,
     * which a receiver would take for the structured mode.
     */
    public boolean fitsBinaryMode() {
        return !ContentType.holdsEvents(contentType());
    }

    /**
     * Passes each header of the binary mode to a consumer, including {@code Content-Type}; values are percent-encoded.
     */
    public void headers(BiConsumer<String, String> header) {
        header.accept("ce-specversion", AttributeRules.VERSION);
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(AttributeRules.DATACONTENTTYPE)) {
                header.accept("Content-Type", attribute.text());
            } else {
                header.accept("ce-" + attribute.name(), HeaderText.encode(attribute.text()));
            }
        }
    }

    /** Returns the body of the binary mode: the data's bytes, empty if there is no data. */
    public byte[] body() {
        if (data == null) {
            return NOTHING;
        }
        if (base64) {
            return Base64.getDecoder().decode(Arrays.copyOfRange(data.array(), data.offset() + 1, end(data) - 1));
        }
        byte[] json = Arrays.copyOfRange(data.array(), data.offset(), end(data));
        if (json[0] != '"' || ContentType.isJson(contentType())) {
            return json;
        }
        int end = new JsonScanner(json, json.length).resolvedString(0);
        return end < 0 ? json : Arrays.copyOfRange(json, 1, end);
    }

    /**
     * Returns whether another event is the same one delivered again, whichever mode it was sent in. An absent content
     * type stands for JSON; media types, times and JSON data are compared by meaning. What intermediaries may add or
     * change is ignored: the trace context, and extensions whose names start with {@code knative}.
     */
    public boolean isSameAs(CloudEvent other) {
        List<Attribute> mine = ownAttributes();
        List<Attribute> others = other.ownAttributes();
        if (mine.size() != others.size()) {
            return false;
        }
        for (Attribute attribute : mine) {
            String text = other.text(attribute.name());
            if (text == null || !sameValue(attribute, text)) {
                return false;
            }
        }
        return ContentType.same(contentType(), other.contentType()) && hasSameData(other);
    }

    private boolean hasSameData(CloudEvent other) {
        if (Arrays.equals(body(), other.body())) {
            return true;
        }
        RawJson mine = json();
        RawJson others = other.json();
        return mine != null && others != null && JsonMeaning.same(mine, others);
    }

    /** Returns the data as JSON, even if it was sent as bytes; null if it is not JSON. */
    private @Nullable RawJson json() {
        if (data == null || !base64) {
            return data;
        }
        byte[] text = body();
        if (!ContentType.isJson(contentType())) {
            return null;
        }
        try {
            JsonScanner scanner = new JsonScanner(text, text.length);
            int from = scanner.skip(0);
            int end = scanner.value(from, 0);
            scanner.requireEnd(end);
            return RawJson.of(text, from, end - from);
        } catch (InvalidInputException otherBytes) {
            return null;
        }
    }

    /** Returns the attributes that are compared one by one. */
    private List<Attribute> ownAttributes() {
        List<Attribute> own = new ArrayList<>(attributes.size());
        for (Attribute attribute : attributes) {
            String name = attribute.name();
            if (!name.equals("traceparent")
                    && !name.equals("tracestate")
                    && !name.startsWith("knative")
                    && !name.equals(AttributeRules.DATACONTENTTYPE)) {
                own.add(attribute);
            }
        }
        return own;
    }

    private static boolean sameValue(Attribute attribute, String text) {
        if (attribute.text().equals(text)) {
            return true;
        }
        return attribute.name().equals(AttributeRules.TIME)
                && attribute.kind() == Kind.STRING
                && Rfc3339.parse(AttributeRules.TIME, attribute.text()) == Rfc3339.parse(AttributeRules.TIME, text);
    }

    private @Nullable String contentType() {
        return text(AttributeRules.DATACONTENTTYPE);
    }

    private static int end(RawJson json) {
        return json.offset() + json.sizeBytes();
    }

    /** Returns the structured mode's text. */
    @Override
    public String toString() {
        JsonBuffer out = new JsonBuffer(512);
        writeJson(out);
        return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
    }
}
