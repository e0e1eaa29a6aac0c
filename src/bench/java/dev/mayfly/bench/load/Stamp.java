package dev.mayfly.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongUnaryOperator;

/**
 * A place in a message that is written anew each time.
 *
 * @param at where its first character stands
 * @param kind what is written there
 * @param number the number to write, from the serial number of the message's first event
 */
public record Stamp(int at, Kind kind, LongUnaryOperator number) {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int HIGH_DIGITS = 8;
    private static final int DIGITS = 12;
    private static final int DAY_SECONDS = 86_400;
    private static final int DAYS = 28;

    /** What a stamp looks like. */
    public enum Kind {
        /** The first part of a UUID: a number in 12 hexadecimal digits. */
        ID("tttttttt-tttt"),
        /** A number of seconds as a moment of a January. */
        MOMENT("2026-01-DDTHH:MM:SSZ");

        private final String place;

        Kind(String place) {
            this.place = place;
        }

        /** Returns a text to keep its place. */
        public String place() {
            return place;
        }
    }

    /** Returns the text of an id's first part with this number. */
    public static String id(long number) {
        ByteBuffer text = ByteBuffer.wrap(Kind.ID.place.getBytes(StandardCharsets.US_ASCII));
        hex(text, 0, number);
        return new String(text.array(), StandardCharsets.US_ASCII);
    }

    Stamp moved(int by, long serials) {
        return new Stamp(at + by, kind, first -> number.applyAsLong(first + serials));
    }

    void write(ByteBuffer out, int start, long serial) {
        long value = number.applyAsLong(serial);
        if (kind == Kind.ID) {
            hex(out, start + at, value);
        } else {
            int second = (int) (value % DAY_SECONDS);
            two(out, start + at + 8, 1 + (int) (value / DAY_SECONDS % DAYS));
            two(out, start + at + 11, second / 3600);
            two(out, start + at + 14, second / 60 % 60);
            two(out, start + at + 17, second % 60);
        }
    }

    private static void two(ByteBuffer out, int at, int value) {
        out.put(at, (byte) ('0' + value / 10));
        out.put(at + 1, (byte) ('0' + value % 10));
    }

    private static void hex(ByteBuffer out, int at, long number) {
        long rest = number;
        for (int digit = DIGITS - 1; digit >= 0; digit--) {
            out.put(digit < HIGH_DIGITS ? at + digit : at + digit + 1, HEX[(int) (rest & 15)]);
            rest >>>= 4;
        }
    }
}
