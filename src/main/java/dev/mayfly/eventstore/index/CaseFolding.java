package dev.mayfly.eventstore.index;

import java.util.Locale;

/**
 * Full case folding of single code points, as UTF-8 bytes: the lower case of the upper case of the lower case, by the
 * language-independent rules, so that {@code ß}, {@code ẞ} and {@code SS} are equal.
 *
 * <p>The result for a code point does not depend on its neighbours, and nothing is composed or decomposed. An unpaired
 * surrogate is treated like any other code point, in three bytes.
 */
final class CaseFolding {
    /** The most bytes that one code point folds to. */
    static final int MOST_BYTES = 12;

    private CaseFolding() {}

    /** Writes the folded code point into an array with enough room, and returns the offset after it. */
    static int put(int codePoint, byte[] target, int offset) {
        if (!becomesSeveral(codePoint)) {
            int upper = Character.toUpperCase(Character.toLowerCase(codePoint));
            return encode(Character.toLowerCase(upper), target, offset);
        }
        String folded = Character.toString(codePoint)
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        int end = offset;
        for (int i = 0; i < folded.length(); i++) {
            end = encode(folded.charAt(i), target, end);
        }
        return end;
    }

    /**
     * Returns whether a code point lies in one of the ranges of those that fold to several code points, all in the BMP.
     */
    private static boolean becomesSeveral(int codePoint) {
        return switch (codePoint >>> 8) {
            case 0x00 -> codePoint == 0xDF;
            case 0x01 -> codePoint == 0x130 || codePoint == 0x149 || codePoint == 0x1F0;
            case 0x03 -> codePoint == 0x390 || codePoint == 0x3B0;
            case 0x05 -> codePoint == 0x587;
            case 0x1E -> codePoint >= 0x1E96 && codePoint <= 0x1E9E;
            case 0x1F -> codePoint >= 0x1F50;
            case 0xFB -> codePoint <= 0xFB17;
            default -> false;
        };
    }

    private static int encode(int codePoint, byte[] target, int offset) {
        int at = offset;
        if (codePoint < 0x80) {
            target[at++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            target[at++] = (byte) (0xC0 | codePoint >>> 6);
            target[at++] = continuation(codePoint);
        } else if (codePoint < 0x10000) {
            target[at++] = (byte) (0xE0 | codePoint >>> 12);
            target[at++] = continuation(codePoint >>> 6);
            target[at++] = continuation(codePoint);
        } else {
            target[at++] = (byte) (0xF0 | codePoint >>> 18);
            target[at++] = continuation(codePoint >>> 12);
            target[at++] = continuation(codePoint >>> 6);
            target[at++] = continuation(codePoint);
        }
        return at;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | bits & 0x3F);
    }
}
