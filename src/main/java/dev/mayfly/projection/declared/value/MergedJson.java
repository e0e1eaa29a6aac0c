package dev.mayfly.projection.declared.value;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.projection.fold.StateMap;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The result of merge patches (RFC 7396), as a value that never changes. {@link #with} returns another one, which
 * shares with it every member that the patch does not name, so a patch costs O(its size · log members).
 */
public abstract sealed class MergedJson {
    /** The value before the first patch. */
    public static final MergedJson NULL = new Leaf(new byte[] {'n', 'u', 'l', 'l'});

    private MergedJson() {}

    /**
     * Returns the result of applying a merge patch to this value, which stays as it is. Members keep their places, and
     * new ones come last.
     */
    public final MergedJson with(JsonNode patch) {
        return merged(this, patch, new JsonBuffer(64));
    }

    /** Returns how many bytes the value is as JSON. */
    public abstract long textBytes();

    /** Returns the approximate memory of the value, with everything that it shares with others, in bytes. */
    public abstract long sizeBytes();

    /** Writes the value as JSON, without spaces; members are in their order. */
    public abstract void write(JsonBuffer out);

    /**
     * Returns the result of applying a patch.
     *
     * @param scratch a buffer that may be overwritten
     */
    private static MergedJson merged(@Nullable MergedJson target, JsonNode patch, JsonBuffer scratch) {
        if (patch.isNull()) {
            return NULL;
        }
        if (!(patch instanceof JsonNode.ObjectNode change)) {
            scratch.clear();
            patch.write(scratch);
            return new Leaf(scratch.toByteArray());
        }
        Edit edit = new Edit(target instanceof Members known ? known : Members.NONE, scratch);
        change.forEach(edit::take);
        return edit.finish();
    }

    /** Anything but an object, as its text. */
    private static final class Leaf extends MergedJson {
        /** What a leaf takes in memory besides its text. */
        private static final int BASE_BYTES = 36;

        private final byte[] text;

        Leaf(byte[] text) {
            this.text = text;
        }

        @Override
        public long textBytes() {
            return text.length;
        }

        @Override
        public long sizeBytes() {
            return BASE_BYTES + (long) text.length;
        }

        @Override
        public void write(JsonBuffer out) {
            out.put(text);
        }
    }

    /**
     * A member of an object.
     *
     * @param place its place among the members: a number that is larger than those of the members before it
     */
    private record Member(String name, long place, MergedJson value) {
        /** What a member takes in memory besides its name and its value, with its node in the map. */
        static final int BASE_BYTES = 112;
    }

    private static final class Members extends MergedJson {
        private static final int BASE_BYTES = 56;

        static final Members NONE = new Members(StateMap.empty(), 0, 0, 0);

        private final StateMap<String, Member> byName;
        private final long nextPlace;
        /** The bytes of all members as JSON, each with a colon and a comma. */
        private final long memberTextBytes;

        private final long memberSizeBytes;

        Members(StateMap<String, Member> byName, long nextPlace, long memberTextBytes, long memberSizeBytes) {
            this.byName = byName;
            this.nextPlace = nextPlace;
            this.memberTextBytes = memberTextBytes;
            this.memberSizeBytes = memberSizeBytes;
        }

        @Override
        public long textBytes() {
            // The last member has no comma.
            return memberTextBytes + (byName.size() == 0 ? 2 : 1);
        }

        @Override
        public long sizeBytes() {
            return BASE_BYTES + memberSizeBytes;
        }

        @Override
        public void write(JsonBuffer out) {
            Member[] members = new Member[byName.size()];
            int[] count = {0};
            byName.forEach((name, member) -> members[count[0]++] = member);
            Arrays.sort(members, Comparator.comparingLong(Member::place));
            char separator = '{';
            for (Member member : members) {
                out.put(separator).string(member.name()).put(':');
                member.value().write(out);
                separator = ',';
            }
            out.ascii(members.length == 0 ? "{}" : "}");
        }
    }

    /** An object that is being changed. */
    private static final class Edit {
        private final JsonBuffer scratch;
        private StateMap<String, Member> byName;
        private long nextPlace;
        private long memberTextBytes;
        private long memberSizeBytes;

        Edit(Members from, JsonBuffer scratch) {
            this.scratch = scratch;
            this.byName = from.byName;
            this.nextPlace = from.nextPlace;
            this.memberTextBytes = from.memberTextBytes;
            this.memberSizeBytes = from.memberSizeBytes;
        }

        /** Takes a member of the patch in. */
        void take(String name, JsonNode patch) {
            Member known = byName.get(name);
            if (patch.isNull()) {
                if (known != null) {
                    byName = byName.without(name);
                    count(-1, name, known.value());
                }
                return;
            }
            MergedJson value = merged(known == null ? null : known.value(), patch, scratch);
            if (known == null) {
                byName = byName.with(name, new Member(name, nextPlace++, value));
                count(1, name, value);
            } else {
                byName = byName.with(known.name(), new Member(known.name(), known.place(), value));
                memberTextBytes += value.textBytes() - known.value().textBytes();
                memberSizeBytes += value.sizeBytes() - known.value().sizeBytes();
            }
        }

        Members finish() {
            return new Members(byName, nextPlace, memberTextBytes, memberSizeBytes);
        }

        private void count(int sign, String name, MergedJson value) {
            scratch.clear();
            scratch.string(name);
            memberTextBytes += sign * (scratch.size() + 2 + value.textBytes());
            memberSizeBytes += sign * (Member.BASE_BYTES + scratch.size() + value.sizeBytes());
        }
    }
}
