package dev.mayfly.event.json;

/** A text that is in memory as a whole, in one array or several, and is written in pieces. */
public final class WholeText implements TextSource {
    private final byte[][] parts;
    private final int[] sizes;
    private int part;
    private int offset;

    private WholeText(byte[][] parts, int[] sizes) {
        this.parts = parts;
        this.sizes = sizes;
    }

    /** Returns the text of buffers, one after another, which must not be written to again. */
    public static WholeText of(JsonBuffer... buffers) {
        byte[][] parts = new byte[buffers.length][];
        int[] sizes = new int[buffers.length];
        for (int i = 0; i < buffers.length; i++) {
            parts[i] = buffers[i].array();
            sizes[i] = buffers[i].size();
        }
        return new WholeText(parts, sizes);
    }

    /** Returns what is left of the text, which stays in memory until it is written, and the piece that is copied from it. */
    @Override
    public long nextBytes(int enough) {
        long left = -offset;
        for (int i = part; i < parts.length; i++) {
            left += sizes[i];
        }
        return left + Math.min(left, enough);
    }

    @Override
    public boolean writeTo(JsonBuffer out, int enough) {
        int left = enough;
        while (part < parts.length) {
            int length = Math.min(left, sizes[part] - offset);
            out.put(parts[part], offset, length);
            left -= length;
            offset += length;
            if (offset == sizes[part]) {
                part++;
                offset = 0;
            } else if (left == 0) {
                return false;
            }
        }
        return true;
    }
}
