package dev.mayfly.cloudevent;

import dev.mayfly.cloudevent.Attribute.Kind;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the specification asks of single attributes. */
final class AttributeRules {
    static final String ID = "id";
    static final String SOURCE = "source";
    static final String SPECVERSION = "specversion";
    static final String TYPE = "type";
    static final String DATACONTENTTYPE = "datacontenttype";
    static final String DATASCHEMA = "dataschema";
    static final String SUBJECT = "subject";
    static final String TIME = "time";

    /** The member that holds the data in JSON; no attribute may be called that. */
    static final String DATA = "data";

    /** The one version of the specification that is understood. */
    static final String VERSION = "1.0";

    private static final Set<String> CORE =
            Set.of(ID, SOURCE, SPECVERSION, TYPE, DATACONTENTTYPE, DATASCHEMA, SUBJECT, TIME);

    private AttributeRules() {}

    /** Returns whether the specification itself defines the attribute. */
    static boolean isCore(String name) {
        return CORE.contains(name);
    }

    /** Returns what is wrong with an attribute as a sentence for the client, or null if nothing is. */
    static @Nullable String mistake(Attribute attribute) {
        String mistake = nameMistake(attribute.name());
        if (mistake != null) {
            return mistake;
        }
        if (attribute.kind() == Kind.STRING && hasControl(attribute.text())) {
            return "must not contain control characters";
        }
        if (!CORE.contains(attribute.name())) {
            return null;
        }
        if (attribute.kind() != Kind.STRING) {
            return "must be a string";
        }
        return attribute.text().isEmpty() ? "must not be empty" : coreMistake(attribute.name(), attribute.text());
    }

    private static @Nullable String coreMistake(String name, String text) {
        return switch (name) {
            case SPECVERSION -> text.equals(VERSION) ? null : "must be 1.0, the version that is understood";
            case SOURCE, DATASCHEMA -> isUriReference(text) ? null : "must be a URI reference";
            case DATACONTENTTYPE -> isMediaType(text) ? null : "must be a media type, in printable US-ASCII";
            case TIME -> timeMistake(text);
            default -> null;
        };
    }

    private static @Nullable String nameMistake(String name) {
        boolean valid = !name.isEmpty() && !name.equals(DATA);
        for (int i = 0; i < name.length() && valid; i++) {
            char c = name.charAt(i);
            valid = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
        }
        return valid ? null : "is no name of an attribute: lower-case letters and digits, and not 'data'";
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a text can stand for a source or schema. */
    static boolean isUriReference(String text) {
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException notOne) {
            return false;
        }
    }

    /** Returns whether a text is a URI reference to the letter, in US-ASCII. */
    static boolean isAsciiUri(String text) {
        return text.chars().allMatch(c -> c < 0x80) && isUriReference(text);
    }

    private static boolean isMediaType(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return text.indexOf('/') > 0 && !text.startsWith(" ") && !text.endsWith(" ");
    }

    private static @Nullable String timeMistake(String text) {
        try {
            Rfc3339.parse(TIME, text);
            return null;
        } catch (InvalidInputException mistake) {
            return mistake.violations().get(0).message();
        }
    }
}
