package dev.mayfly.cloudevent;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.JsonScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A reader of CloudEvents from the content of HTTP messages.
 *
 * <p>The reader takes ownership of a text: it resolves escapes in attributes and replaces line breaks between tokens
 * with spaces in place, and the data of events refers to slices of it.
 */
public final class CloudEventReader {
    private static final String PREFIX = "ce-";
    private static final String DATA_BASE64 = "data_base64";
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /**
     * The number of arrays and objects counted around an event's data, in whichever form it is sent: as many as in an
     * answer with events.
     */
    private static final int DATA_DEPTH = 3;

    private CloudEventReader() {}

    /**
     * Returns the event in a JSON object of the type {@link ContentType#EVENT}.
     *
     * @param length the number of bytes of {@code text}, from its first, to read
     * @throws InvalidInputException if it is not a CloudEvent of version 1.0; it names the attribute
     */
    public static CloudEvent structured(byte[] text, int length) {
        JsonScanner scanner = scanner(text, length);
        int from = scanner.skip(0);
        if (!scanner.at(from, '{')) {
            scanner.requireEnd(scanner.value(from, 0));
            throw InvalidInputException.invalid("", "must be a CloudEvent object");
        }
        List<CloudEvent> events = new ArrayList<>(1);
        scanner.requireEnd(event(scanner, from, events));
        return events.get(0);
    }

    /**
     * Returns the events in a JSON array of the type {@link ContentType#BATCH}, which may be empty.
     *
     * @param length the number of bytes of {@code text}, from its first, to read
     * @param limit the most events
     * @param reserve is told about how many bytes of memory each event takes, and may throw
     * @throws InvalidInputException if one is not a CloudEvent of version 1.0, or there are more than the limit
     */
    public static List<CloudEvent> batch(byte[] text, int length, int limit, LongConsumer reserve) {
        JsonScanner scanner = scanner(text, length);
        List<CloudEvent> events = new ArrayList<>();
        int i = scanner.skip(0);
        if (!scanner.at(i, '[')) {
            scanner.requireEnd(scanner.value(i, 0));
            throw InvalidInputException.invalid("", "must be an array of CloudEvents");
        }
        i = scanner.skip(i + 1);
        boolean more = !scanner.at(i, ']');
        while (more) {
            if (events.size() == limit) {
                throw InvalidInputException.tooLarge(
                        "", "must have at most " + limit + " events (mayfly.limits.request-events)", limit);
            }
            i = scanner.skip(element(scanner, i, events));
            reserve.accept(events.get(events.size() - 1).sizeBytes());
            more = scanner.at(i, ',');
            i = more ? scanner.skip(i + 1) : i;
        }
        scanner.requireEnd(scanner.require(i, ']'));
        return events;
    }

    /**
     * Returns the event in headers and body together.
     *
     * @param headers all headers of the message, with one character per byte
     * @param length the number of bytes of {@code body}, from its first, to read
     * @throws InvalidInputException if it is not a CloudEvent of version 1.0; it names the header
     */
    public static CloudEvent binary(Iterable<Map.Entry<String, String>> headers, byte[] body, int length) {
        CloudEventBuilder event = new CloudEventBuilder();
        String contentType = null;
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.equals("content-type")) {
                contentType = header.getValue();
                add(event, Attribute.string(AttributeRules.DATACONTENTTYPE, contentType), "Content-Type");
            } else if (name.startsWith(PREFIX)) {
                String attribute = name.substring(PREFIX.length());
                if (attribute.equals(AttributeRules.DATACONTENTTYPE)) {
                    throw InvalidInputException.invalid(name, "must be left out, because Content-Type gives it");
                }
                add(event, Attribute.string(attribute, value(attribute, name, header.getValue())), name);
            }
        }
        if (length > 0) {
            setData(event, contentType, body, length);
        }
        try {
            return event.build();
        } catch (InvalidInputException missing) {
            throw InvalidInputException.invalid(missing.violations().stream()
                    .map(each -> new InvalidInputException.Violation(PREFIX + each.field(), each.message()))
                    .toList());
        }
    }

    /**
     * Returns the value of a header's text. Widespread senders do not percent-encode, so the escapes in a URI may
     * belong to the URI itself: they do if it is not a URI without them.
     */
    private static String value(String attribute, String header, String text) {
        String value = HeaderText.decode(header, text);
        boolean address = attribute.equals(AttributeRules.SOURCE) || attribute.equals(AttributeRules.DATASCHEMA);
        return address && !AttributeRules.isAsciiUri(value) && AttributeRules.isAsciiUri(text) ? text : value;
    }

    private static void add(CloudEventBuilder event, Attribute attribute, String header) {
        try {
            event.add(attribute);
        } catch (InvalidInputException mistake) {
            throw InvalidInputException.invalid(
                    header, mistake.violations().get(0).message());
        }
    }

    private static void setData(CloudEventBuilder event, @Nullable String contentType, byte[] body, int length) {
        if (ContentType.isJson(contentType)) {
            try {
                // A copy, because the scanner changes line breaks, and data that turns out not to be JSON must stay
                // unchanged.
                event.data(json(Arrays.copyOf(body, length)), false);
                return;
            } catch (InvalidInputException notJson) {
                // Then it is bytes: some senders label every body as JSON.
            }
        }
        byte[] base64 = Base64.getEncoder().encode(length == body.length ? body : Arrays.copyOf(body, length));
        JsonBuffer json = new JsonBuffer(base64.length + 2);
        json.put('"').put(base64).put('"');
        event.data(RawJson.of(json.array(), 0, json.size()), true);
    }

    private static RawJson json(byte[] text) {
        JsonScanner scanner = scanner(text, text.length);
        int from = scanner.skip(0);
        int end = scanner.value(from, DATA_DEPTH);
        scanner.requireEnd(end);
        return RawJson.of(text, from, end - from);
    }

    private static int element(JsonScanner scanner, int from, List<CloudEvent> events) {
        String path = "[" + events.size() + "]";
        try {
            if (!scanner.at(from, '{')) {
                scanner.value(from, 1);
                throw InvalidInputException.invalid("", "must be a CloudEvent object");
            }
            return event(scanner, from, events);
        } catch (InvalidInputException mistake) {
            throw mistake.under(path);
        }
    }

    private static int event(JsonScanner scanner, int from, List<CloudEvent> events) {
        CloudEventBuilder event = new CloudEventBuilder();
        Set<String> names = new HashSet<>();
        int end = JsonMembers.each(scanner, from, (name, value) -> {
            if (!names.add(name)) {
                throw InvalidInputException.invalid(shown(name), "is given twice");
            }
            int valueEnd = scanner.value(value, DATA_DEPTH);
            switch (name) {
                case AttributeRules.DATA -> event.data(RawJson.of(scanner.text(), value, valueEnd - value), false);
                case DATA_BASE64 -> base64(event, scanner, value);
                default -> attribute(event, scanner, name, value, valueEnd);
            }
            return valueEnd;
        });
        events.add(event.build());
        return end;
    }

    private static void attribute(CloudEventBuilder event, JsonScanner scanner, String name, int value, int end) {
        // An attribute that is null is unset (JSON event format, 2.2).
        if (scanner.at(value, 'n')) {
            return;
        }
        Attribute attribute = JsonMembers.attribute(scanner, name, value, end);
        if (attribute == null) {
            throw InvalidInputException.invalid(shown(name), "must be a string of Unicode, a number or a boolean");
        }
        event.add(attribute);
    }

    private static void base64(CloudEventBuilder event, JsonScanner scanner, int value) {
        if (scanner.at(value, 'n')) {
            return;
        }
        if (scanner.at(value, '"')) {
            String text = JsonMembers.string(scanner, value);
            if (text != null && isBase64(text)) {
                byte[] json = ('"' + text + '"').getBytes(StandardCharsets.US_ASCII);
                event.data(RawJson.of(json, 0, json.length), true);
                return;
            }
        }
        throw InvalidInputException.invalid(DATA_BASE64, "must be a string in base64 (RFC 4648, section 4)");
    }

    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException otherAlphabet) {
            return false;
        }
    }

    private static JsonScanner scanner(byte[] text, int length) {
        if (length >= MARK.length && Arrays.equals(text, 0, MARK.length, MARK, 0, MARK.length)) {
            throw InvalidInputException.malformed("", "must not start with a byte order mark; send UTF-8 without one");
        }
        return new JsonScanner(text, length);
    }

    /** Returns a name shortened for use in a message. */
    private static String shown(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "…";
    }
}
