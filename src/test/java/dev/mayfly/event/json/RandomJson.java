package dev.mayfly.event.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Random JSON text, written twice at once: as it is sent, with line breaks between tokens, and as it is kept, with a space
 * in place of each.
 */
final class RandomJson {
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "7",
            "-12",
            "1.0",
            "100.00",
            "1e400",
            "-1E-7",
            "0.1e+9",
            "12345678901234567890",
            "3.141592653589793");
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz ABCDEF 0123456789 -_/.:{}[],'";
    private static final String SHORT_ESCAPES = "\"\\/bfnrt";

    private final Random random;
    private final String whiteSpace;
    private final StringBuilder sent = new StringBuilder();
    private final StringBuilder kept = new StringBuilder();

    /** Makes an empty text; {@code whiteSpace} holds the characters that may stand between tokens. */
    RandomJson(Random random, String whiteSpace) {
        this.random = random;
        this.whiteSpace = whiteSpace;
    }

    /** Returns what is sent. */
    String sent() {
        return sent.toString();
    }

    /** Returns what is sent, as UTF-8. */
    byte[] sentBytes() {
        return sent().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns what must be kept of it from an index in {@link #length()} on. */
    String keptFrom(int index) {
        return kept.substring(index);
    }

    /** Returns how many characters there are. */
    int length() {
        return kept.length();
    }

    /** Writes characters that are kept as they are. */
    RandomJson raw(String text) {
        sent.append(text);
        kept.append(text);
        return this;
    }

    /** Writes up to three characters of white space. */
    RandomJson space() {
        for (int count = random.nextInt(3) * random.nextInt(3); count > 0 && !whiteSpace.isEmpty(); count--) {
            char c = whiteSpace.charAt(random.nextInt(whiteSpace.length()));
            sent.append(c);
            kept.append(c == '\r' || c == '\n' ? ' ' : c);
        }
        return this;
    }

    /** Writes any value that nests at most {@code depth} levels. */
    RandomJson value(int depth) {
        switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> raw(random.nextBoolean() ? "true" : "false");
            case 1 -> raw("null");
            case 2 -> raw(NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 3, 4 -> string(random.nextInt(40));
            case 5 -> array(depth);
            default -> object(depth);
        }
        return this;
    }

    /** Writes an object that nests at most {@code depth} levels. */
    RandomJson object(int depth) {
        raw("{").space();
        int members = random.nextInt(5);
        for (int i = 0; i < members; i++) {
            raw(i == 0 ? "" : ",").space();
            string(random.nextInt(12)).space().raw(":").space().value(depth - 1).space();
        }
        return raw("}");
    }

    private void array(int depth) {
        raw("[").space();
        int values = random.nextInt(5);
        for (int i = 0; i < values; i++) {
            raw(i == 0 ? "" : ",").space().value(depth - 1).space();
        }
        raw("]");
    }

    /** Writes a string of random characters, some of them as escapes, lone surrogates among them. */
    RandomJson string(int length) {
        raw("\"");
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(40);
            if (kind == 0) {
                raw("\\" + SHORT_ESCAPES.charAt(random.nextInt(SHORT_ESCAPES.length())));
            } else if (kind == 1) {
                raw(escape((char) (random.nextInt(4) == 0 ? 0xD800 + random.nextInt(0x800) : random.nextInt(0x10000))));
            } else if (kind == 2) {
                raw(Character.toString(character()));
            } else {
                raw(Character.toString(PLAIN.charAt(random.nextInt(PLAIN.length()))));
            }
        }
        return raw("\"");
    }

    /** Writes a string with the given text, any of its characters as an escape. */
    RandomJson stringOf(String text, boolean escapes) {
        raw("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                raw("\\" + c);
            } else if (escapes && !Character.isSurrogate(c) && random.nextInt(4) == 0) {
                raw(escape(c));
            } else {
                raw(Character.toString(c));
            }
        }
        return raw("\"");
    }

    /** Returns an identifier: mostly a few plain characters. */
    String identifier() {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 255 : 40);
        boolean plain = random.nextInt(4) != 0;
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(plain ? 'a' + random.nextInt(26) : character());
        }
        return text.toString();
    }

    private int character() {
        while (true) {
            int point = random.nextInt(random.nextInt(3) == 0 ? 0x110000 : random.nextInt(2) == 0 ? 0x800 : 0x10000);
            if (!Character.isISOControl(point)
                    && !(point >= 0xD800 && point <= 0xDFFF)
                    && point != '"'
                    && point != '\\') {
                return point;
            }
        }
    }

    private String escape(char c) {
        return String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c);
    }
}
