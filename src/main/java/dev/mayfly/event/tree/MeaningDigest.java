package dev.mayfly.event.tree;

import dev.mayfly.event.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A digest of 128 bits of what a JSON text means: equal for texts with the same value however they are written, and for
 * a seed that nobody knows in advance different for others, but for a chance of about one in 2^100.
 *
 * <p>It is computed in one pass without recursion. Beside the text it takes memory for the members of the objects that
 * are open, at most about fourteen bytes for each byte of the text, because the last member of a name counts.
 *
 * @param first half of it
 * @param second the other half
 */
record MeaningDigest(long first, long second) {
    /** Returns the digest of a text, which is trusted to be JSON. */
    static MeaningDigest of(RawJson text, long seed) {
        return new Reader(text, seed).read();
    }

    /** An array or object whose end has not been read. */
    private static final class Open {
        private static final int FIRST_SLOTS = 8;
        private static final int MOST_KEPT_SLOTS = 64;
        private static final int LONGS = 4;

        boolean isObject;
        long first;
        long second;
        long size;
        long nameFirst;
        long nameSecond;
        /** Of each member the digest of its name, never two zeros, and what it adds to the object's digest. */
        private long[] members = {};

        void begin(boolean object) {
            isObject = object;
            first = 0;
            second = 0;
            size = 0;
            if (members.length > LONGS * MOST_KEPT_SLOTS) {
                members = new long[0];
            } else {
                Arrays.fill(members, 0);
            }
        }

        /** Adds a member, in place of an earlier one of the same name. */
        void member(long valueFirst, long valueSecond) {
            if (2 * LONGS * (size + 1) > members.length) {
                grow();
            }
            int at = slot(members, nameFirst, nameSecond);
            if (members[at] == 0 && members[at + 1] == 0) {
                size++;
            } else {
                first -= members[at + 2];
                second -= members[at + 3];
            }
            members[at] = nameFirst;
            members[at + 1] = nameSecond;
            members[at + 2] = mix(mix(nameFirst, valueFirst), valueSecond);
            members[at + 3] = mix(mix(nameSecond, valueSecond), valueFirst);
            first += members[at + 2];
            second += members[at + 3];
        }

        private void grow() {
            long[] larger = new long[Math.max(LONGS * FIRST_SLOTS, 2 * members.length)];
            for (int from = 0; from < members.length; from += LONGS) {
                if (members[from] != 0 || members[from + 1] != 0) {
                    System.arraycopy(members, from, larger, slot(larger, members[from], members[from + 1]), LONGS);
                }
            }
            members = larger;
        }

        /** Returns where a name is, or would be. */
        private static int slot(long[] members, long nameFirst, long nameSecond) {
            int mask = members.length / LONGS - 1;
            int slot = (int) (nameFirst >>> 32) & mask;
            while (true) {
                int at = slot * LONGS;
                if (members[at] == nameFirst && members[at + 1] == nameSecond
                        || members[at] == 0 && members[at + 1] == 0) {
                    return at;
                }
                slot = slot + 1 & mask;
            }
        }
    }

    /** Reads one text. */
    private static final class Reader {
        private static final long SECOND_SEED = 0xD1B5_4A32_D192_ED03L;
        private static final int OBJECT = 1;
        private static final int ARRAY = 2;
        private static final int STRING = 3;
        private static final int LITERAL = 4;

        private final byte[] text;
        private final int end;
        private final long seed;
        private final List<Open> open = new ArrayList<>();
        private int depth;
        private int at;
        /** The digest of the value or name that was read last. */
        private long first;

        private long second;

        Reader(RawJson json, long seed) {
            this.text = json.array();
            this.at = json.offset();
            this.end = json.offset() + json.sizeBytes();
            this.seed = seed;
        }

        MeaningDigest read() {
            while (true) {
                boolean value = valueOrOpening();
                while (value) {
                    if (depth == 0) {
                        return new MeaningDigest(first, second);
                    }
                    value = putInto(open.get(depth - 1));
                }
            }
        }

        /** Reads a value and returns true; of an array or object that is not empty, only the opening, and false. */
        private boolean valueOrOpening() {
            byte next = next();
            if (next == '"') {
                string(STRING);
                return true;
            }
            if (next != '{' && next != '[') {
                literal();
                return true;
            }
            at++;
            Open opened = push(next == '{');
            if (next() == (opened.isObject ? '}' : ']')) {
                at++;
                close(opened);
                return true;
            }
            if (opened.isObject) {
                name(opened);
            }
            return false;
        }

        private Open push(boolean object) {
            if (depth == open.size()) {
                open.add(new Open());
            }
            Open opened = open.get(depth++);
            opened.begin(object);
            return opened;
        }

        /** Adds the last value to what is open; returns whether that ends here and is the last value now. */
        private boolean putInto(Open container) {
            if (container.isObject) {
                container.member(first, second);
            } else {
                container.size++;
                container.first = mix(container.first, first);
                container.second = mix(container.second, second);
            }
            boolean more = next() == ',';
            at++;
            if (!more) {
                close(container);
                return true;
            }
            if (container.isObject) {
                name(container);
            }
            return false;
        }

        private void close(Open closed) {
            depth--;
            long kind = closed.isObject ? OBJECT : ARRAY;
            first = mix(mix(seed + kind, closed.first), closed.size);
            second = mix(mix(SECOND_SEED - seed + kind, closed.second), closed.size);
        }

        private void name(Open object) {
            next();
            string(STRING);
            object.nameFirst = first;
            object.nameSecond = second | 1;
            next();
            at++;
        }

        private byte next() {
            while (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
                at++;
            }
            return text[at];
        }

        private void begin(int kind) {
            first = seed + kind;
            second = SECOND_SEED - seed + kind;
        }

        private void add(int unit) {
            first = mix(first, unit);
            second = mix(second, unit);
        }

        private void literal() {
            int start = at;
            while (at < end && text[at] > ' ' && text[at] != ',' && text[at] != ']' && text[at] != '}') {
                at++;
            }
            String found = new String(text, start, at - start, StandardCharsets.US_ASCII);
            boolean number = found.charAt(0) == '-' || Character.isDigit(found.charAt(0));
            String canonical = number ? JsonNumber.canonical(found) : found;
            begin(LITERAL);
            for (int i = 0; i < canonical.length(); i++) {
                add(canonical.charAt(i));
            }
        }

        /** Reads a string by its UTF-16 units, which is what escapes stand for. */
        private void string(int kind) {
            begin(kind);
            at++;
            while (true) {
                int b = text[at++];
                if (b == '"') {
                    return;
                }
                if (b == '\\') {
                    escape();
                } else if (b >= 0) {
                    add(b);
                } else if ((b & 0xE0) == 0xC0) {
                    add((b & 0x1F) << 6 | text[at++] & 0x3F);
                } else if ((b & 0xF0) == 0xE0) {
                    add((b & 0x0F) << 12 | (text[at++] & 0x3F) << 6 | text[at++] & 0x3F);
                } else {
                    int point =
                            (b & 0x07) << 18 | (text[at++] & 0x3F) << 12 | (text[at++] & 0x3F) << 6 | text[at++] & 0x3F;
                    add(Character.highSurrogate(point));
                    add(Character.lowSurrogate(point));
                }
            }
        }

        private void escape() {
            byte kind = text[at++];
            if (kind == 'u') {
                add(Integer.parseInt(new String(text, at, 4, StandardCharsets.US_ASCII), 16));
                at += 4;
                return;
            }
            add(
                    switch (kind) {
                        case 'b' -> '\b';
                        case 'f' -> '\f';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 't' -> '\t';
                        default -> kind;
                    });
        }
    }

    private static long mix(long one, long other) {
        long mixed = (one ^ Long.rotateLeft(other, 29) * 0xBF58_476D_1CE4_E5B9L) * 0x9E37_79B9_7F4A_7C15L;
        return mixed ^ mixed >>> 29;
    }
}
