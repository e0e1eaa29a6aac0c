package dev.mayfly.cloudevent;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RawJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A builder that collects and checks the parts of an incoming CloudEvent. For one thread. */
final class CloudEventBuilder {
    /** The most attributes that an event may have besides {@code specversion}. */
    static final int MAX_ATTRIBUTES = 256;

    private static final List<String> REQUIRED =
            List.of(AttributeRules.SPECVERSION, AttributeRules.ID, AttributeRules.SOURCE, AttributeRules.TYPE);

    /** The specification's own attributes first, so that equal events are always written in the same way. */
    private static final Comparator<Attribute> ORDER = Comparator.comparing(
                    (Attribute attribute) -> !AttributeRules.isCore(attribute.name()))
            .thenComparing(Attribute::name);

    private final List<Attribute> attributes = new ArrayList<>();
    private @Nullable RawJson data;
    private boolean base64;
    private boolean versioned;

    /**
     * Adds an attribute.
     *
     * @throws InvalidInputException if it breaks a rule or is already present
     */
    void add(Attribute attribute) {
        String mistake = AttributeRules.mistake(attribute);
        if (mistake != null) {
            throw InvalidInputException.invalid(attribute.name(), mistake);
        }
        if (has(attribute.name())) {
            throw InvalidInputException.invalid(attribute.name(), "is given twice");
        }
        if (attribute.name().equals(AttributeRules.SPECVERSION)) {
            versioned = true;
            return;
        }
        if (attributes.size() == MAX_ATTRIBUTES) {
            throw InvalidInputException.invalid("", "must have at most " + MAX_ATTRIBUTES + " attributes");
        }
        attributes.add(attribute);
    }

    /**
     * Sets the data.
     *
     * @param inBase64 whether it is a JSON string that contains bytes in base64
     * @throws InvalidInputException if data has already been set
     */
    void data(RawJson json, boolean inBase64) {
        if (data != null) {
            throw InvalidInputException.invalid(AttributeRules.DATA, "is given twice");
        }
        data = json;
        base64 = inBase64;
    }

    /**
     * Returns the event.
     *
     * @throws InvalidInputException if required attributes are missing; it names all of them
     */
    CloudEvent build() {
        List<InvalidInputException.Violation> missing = REQUIRED.stream()
                .filter(name -> !has(name))
                .map(name -> new InvalidInputException.Violation(name, "is required"))
                .toList();
        if (!missing.isEmpty()) {
            throw InvalidInputException.invalid(missing);
        }
        attributes.sort(ORDER);
        return new CloudEvent(attributes, data, base64);
    }

    private boolean has(String name) {
        if (name.equals(AttributeRules.SPECVERSION)) {
            return versioned;
        }
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
