package dev.mayfly.cloudevent;

import dev.mayfly.cloudevent.Attribute.Kind;
import java.util.List;
import java.util.Map;

/**
 * Makes extensions of the scalar metadata of events.
 *
 * <p>A name is lower-cased, and whatever is then no letter from {@code a} to {@code z} and no digit is left out. Where
 * that is the name of an attribute that there is already, or that the specification or Mayfly gives a meaning, the
 * first of {@code …2}, {@code …3} and so on is taken that is free; metadata come in the order in which they stand. A
 * number that is no whole number of 32 bits, which is all that the specification has, becomes a string of its digits.
 * Left out are names of which nothing remains, strings with noncharacters, and attributes beyond the most that an event
 * may have.
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
