package dev.mayfly.cloudevent;

import dev.mayfly.cloudevent.Attribute.Kind;
import java.util.List;
import java.util.Map;

/**
 * The conversion of events' scalar metadata to extensions.
 *
 * <p>A name is lower-cased, and all characters other than the letters {@code a} to {@code z} and digits are removed. If
 * the result is the name of an existing attribute, or of one that the specification or Mayfly defines, the first free
 * one of {@code …2}, {@code …3} and so on is used; metadata are processed in their order. A number that is not a 32-bit
 * integer, the only numbers in the specification, becomes a string of its digits. Names of which nothing remains,
 * strings with noncharacters, and attributes beyond the limit per event are left out.
 */
final class MetadataExtensions {
    private static final int MAX_NAME_LENGTH = 64;

    private MetadataExtensions() {}

    /** Adds extensions for the scalars to the attributes of an event. */
    static void add(List<Attribute> scalars, Map<String, Attribute> attributes) {
        for (Attribute scalar : scalars) {
            String name = letters(scalar.name());
            if (name.isEmpty() || attributes.size() >= CloudEventBuilder.MAX_ATTRIBUTES) {
                continue;
            }
            String free = name;
            for (int number = 2; isReserved(free) || attributes.containsKey(free); number++) {
                free = name + number;
            }
            Kind kind = scalar.kind() == Kind.NUMBER && !AttributeRules.isInteger(scalar.text())
                    ? Kind.STRING
                    : scalar.kind();
            Attribute extension = new Attribute(free, kind, scalar.text());
            if (AttributeRules.mistake(extension) == null) {
                attributes.put(free, extension);
            }
        }
    }

    private static boolean isReserved(String name) {
        return AttributeRules.isCore(name)
                || switch (name) {
                    case AttributeRules.DATA,
                            Extensions.CORRELATION_ID,
                            Extensions.CAUSATION_ID,
                            Extensions.AGGREGATE_TYPE,
                            Extensions.TRACEPARENT,
                            Extensions.POSITION,
                            Extensions.VERSION,
                            Extensions.RECORDED_AT,
                            Extensions.TAGS -> true;
                    default -> false;
                };
    }

    private static String letters(String name) {
        StringBuilder letters = new StringBuilder(Math.min(name.length(), MAX_NAME_LENGTH));
        for (int i = 0; i < name.length() && letters.length() < MAX_NAME_LENGTH; i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                letters.append((char) (c + 'a' - 'A'));
            } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                letters.append(c);
            }
        }
        return letters.toString();
    }
}
