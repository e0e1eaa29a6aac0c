package dev.mayfly.dump;

import dev.mayfly.event.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a dump of version 1 that contains one store.
 *
 * <p>Its first line describes it, and its last line contains the SHA-256 of the section's preceding bytes, including
 * line feeds. Each of these lines has a single valid form, so no byte of a dump can change unnoticed.
 *
 * @param store the store's name
 * @param events the number of its events
 * @param number the number of the section in its dump, from 1
 * @param count the number of sections in the dump
 */
record Section(String store, long events, int number, int count) {
    /** The prefix of every line that is not an event, which no event has. */
    private static final String BEGINNING = "{\"mayfly\":";

    private static final Pattern FIRST_LINE = Pattern.compile(
            "\\{\"mayfly\":\\{\"dump\":1,\"store\":\"([a-z0-9][a-z0-9-]{0,62})\",\"events\":(0|[1-9][0-9]{0,17}),"
                    + "\"section\":([1-9][0-9]{0,8}),\"sections\":([1-9][0-9]{0,8})}}");

    /** The prefix of a line with a checksum. */
    static final String LAST_LINE = BEGINNING + "{\"sha256\":";

    /** Returns the prefix of every line that is not an event, in UTF-8. */
    static byte[] beginning() {
        return BEGINNING.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the section that starts with a line, or null if the line is not the first of a section. */
    static @Nullable Section parse(String line) {
        Matcher matcher = FIRST_LINE.matcher(line);
        if (!matcher.matches()) {
            return null;
        }
        return new Section(
                matcher.group(1),
                Long.parseLong(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4)));
    }

    /** Returns the first line, without its line feed. */
    String firstLine() {
        return BEGINNING + "{\"dump\":1,\"store\":\"" + store + "\",\"events\":" + events + ",\"section\":" + number
                + ",\"sections\":" + count + "}}";
    }

    /** Returns the last line for a checksum, without its line feed. */
    static String lastLine(byte[] sha256) {
        return LAST_LINE + "\"" + HexFormat.of().formatHex(sha256) + "\"}}";
    }

    /** Returns the mistake that a dump ends too early. */
    static InvalidInputException cutOff() {
        return InvalidInputException.malformed(
                "", "is the last line, but a dump ends with a checksum line: the dump is incomplete");
    }
}
