package dev.mayfly.cloudevent;

import dev.mayfly.cloudevent.Attribute.Kind;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The specification's rules for single attributes. */
final class AttributeRules {
    static final String ID = "id";
    static final String SOURCE = "source";
    static final String SPECVERSION = "specversion";
    static final String TYPE = "type";
    static final String DATACONTENTTYPE = "datacontenttype";
    static final String DATASCHEMA = "dataschema";
    static final String SUBJECT = "subject";
    static final String TIME = "time";

    /** The member with the data in JSON; no attribute may have this name. */
    static final String DATA = "data";

    /** The only supported version of the specification. */
    static final String VERSION = "1.0";

    private static final Set<String> CORE =
            Set.of(ID, SOURCE, SPECVERSION, TYPE, DATACONTENTTYPE, DATASCHEMA, SUBJECT, TIME);

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /** The type and subtype of a media type, with any parameters. */
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN + "(?: *;[ -~]*)?(?<! )");

    private AttributeRules() {}

    /** Returns whether the specification itself defines the attribute. */
    static boolean isCore(String name) {
        return CORE.contains(name);
    }

    /** Returns what is wrong with an attribute as a sentence for the client, or null if it is valid. */
    static @Nullable String mistake(Attribute attribute) {
        String mistake = nameMistake(attribute.name());
        if (mistake != null) {
            return mistake;
        }
        String valueMistake = attribute.kind() == Kind.STRING
                ? stringMistake(attribute.text())
                : attribute.kind() == Kind.NUMBER ? numberMistake(attribute.text()) : null;
        if (valueMistake != null) {
            return valueMistake;
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
            case SPECVERSION -> text.equals(VERSION) ? null : "must be 1.0, the only supported version";
            case SOURCE, DATASCHEMA -> isAsciiUri(text) ? null : "must be a URI reference (RFC 3986), in US-ASCII";
            case DATACONTENTTYPE ->
                MEDIA_TYPE.matcher(text).matches() ? null : "must be a media type, in printable US-ASCII";
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
        return valid ? null : "must be an attribute name: lower-case letters and digits, and not 'data'";
    }

    private static @Nullable String stringMistake(String text) {
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (!isAllowed(character)) {
                return Character.isISOControl(character)
                        ? "must not contain control characters"
                        : "must not contain U+" + String.format(Locale.ROOT, "%04X", character)
                                + ", which is not a character";
            }
            i += Character.charCount(character);
        }
        return null;
    }

    /**
     * Returns whether a code point is allowed in a string: it must not be a control character, noncharacter or lone
     * surrogate.
     */
    private static boolean isAllowed(int character) {
        return !Character.isISOControl(character)
                && (character & 0xFFFE) != 0xFFFE
                && (character < 0xFDD0 || character > 0xFDEF)
                && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE);
    }

    /** Returns a text with each code point that is not allowed in a string replaced by percent escapes of its UTF-8. */
    static String allowed(String text) {
        if (stringMistake(text) == null) {
            return text;
        }
        StringBuilder allowed = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (isAllowed(character)) {
                allowed.appendCodePoint(character);
            } else {
                for (byte b : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                    allowed.append(String.format(Locale.ROOT, "%%%02X", b & 0xFF));
                }
            }
        });
        return allowed.toString();
    }

    /**
     * Returns whether a JSON number is an integer as the specification defines it: 32 bits, without fraction or
     * exponent.
     */
    static boolean isInteger(String number) {
        try {
            Integer.parseInt(number);
            return true;
        } catch (NumberFormatException otherNumber) {
            return false;
        }
    }

    private static @Nullable String numberMistake(String text) {
        return isInteger(text)
                ? null
                : "must be an integer from -2147483648 to 2147483647 (CloudEvents has no other numbers); send this one as"
                        + " a string";
    }

    private static boolean isUriReference(String text) {
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException notOne) {
            return false;
        }
    }

    /** Returns whether a text is strictly a URI reference, in US-ASCII. */
    static boolean isAsciiUri(String text) {
        return text.chars().allMatch(c -> c < 0x80) && isUriReference(text);
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
