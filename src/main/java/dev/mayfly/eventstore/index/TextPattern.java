package dev.mayfly.eventstore.index;

import java.util.Arrays;

/** A text to find in JSON values, ignoring case. For one thread. */
public final class TextPattern {
    private static final int PIECE_BYTES = 4096;

    private final byte[] folded;
    /** By the byte at the window's end: how far the window may move forward if it does not match. */
    private final int[] step = new int[256];

    private final FoldedJson reading = new FoldedJson();
    private final byte[] piece;

    private TextPattern(byte[] folded) {
        this.folded = folded;
        this.piece = new byte[PIECE_BYTES + folded.length + FoldedJson.LEAST_ROOM];
        Arrays.fill(step, Math.max(1, folded.length));
        for (int i = 0; i < folded.length - 1; i++) {
            int b = folded[i] & 0xFF;
            step[b] = folded.length - 1 - i;
            if (b >= 'a' && b <= 'z') {
                step[b - 0x20] = step[b];
            }
        }
    }

    /** Returns the pattern for a text. */
    public static TextPattern of(String text) {
        byte[] bytes = new byte[text.length() * CaseFolding.MOST_BYTES];
        int end = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            end = CaseFolding.put(codePoint, bytes, end);
            i += Character.charCount(codePoint);
        }
        return new TextPattern(Arrays.copyOf(bytes, end));
    }

    /** Returns the rows of its trigrams, each once; empty if the text is shorter than a trigram. */
    public int[] rows() {
        int[] rows = new int[Math.max(0, folded.length - 2)];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = TrigramIndex.row(folded[i] << 16 | (folded[i + 1] & 0xFF) << 8 | folded[i + 2] & 0xFF);
        }
        return Arrays.stream(rows).distinct().toArray();
    }

    /** Returns whether the JSON value in these bytes, which must be well-formed, contains this text. */
    public boolean isIn(byte[] json, int offset, int length) {
        reading.open(json, offset, length);
        int kept = 0;
        while (true) {
            int end = reading.read(piece, kept);
            if (isIn(end)) {
                return true;
            }
            if (reading.isAtEnd()) {
                return false;
            }
            // A match may begin in this piece and end in the next.
            kept = Math.min(end, Math.max(0, folded.length - 1));
            System.arraycopy(piece, end - kept, piece, 0, kept);
        }
    }

    /** Does the same, faster, for values that differ from their text only in the case of ASCII letters. */
    public boolean isInPlain(byte[] json, int offset, int length) {
        int last = folded.length - 1;
        int end = last < 0 ? 0 : offset + length;
        for (int i = offset + last; i < end; i += step[json[i] & 0xFF]) {
            int left = last;
            while (left >= 0 && lower(json[i - last + left]) == folded[left]) {
                left--;
            }
            if (left < 0) {
                return true;
            }
        }
        return last < 0;
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 0x20) : b;
    }

    private boolean isIn(int end) {
        int last = folded.length - 1;
        if (last < 0) {
            return true;
        }
        byte lastByte = folded[last];
        for (int i = last; i < end; i += step[piece[i] & 0xFF]) {
            if (piece[i] == lastByte && Arrays.equals(piece, i - last, i, folded, 0, last)) {
                return true;
            }
        }
        return false;
    }
}
