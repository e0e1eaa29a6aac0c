package dev.mayfly.command;

import dev.mayfly.event.Identifier;
import dev.mayfly.event.RawJson;

/**
 * What has happened by a command, before it becomes an event of the log.
 *
 * @param eventType the event's type
 * @param data what the event says
 */
public record Fact(String eventType, RawJson data) {
    /**
     * Checks the type.
     *
     * @throws IllegalArgumentException if it breaks {@link Identifier}'s rule
     */
    public Fact {
        requireName("eventType", eventType);
    }

    /** Checks a name that a domain gives, which is no input: a name that breaks the rule is a fault of the program. */
    static void requireName(String what, String name) {
        String mistake = Identifier.mistake(name);
        if (mistake != null) {
            throw new IllegalArgumentException(what + " '" + name + "' " + mistake);
        }
    }
}
