package dev.mayfly.projection.declared.value;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.event.tree.TreeReader;
import dev.mayfly.projection.fold.StateMap;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
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
     * new ones come last. Of members with the same name the last value counts, at the place of the first.
     *
     * @param patch text that is known to be JSON
     */
    public final MergedJson with(RawJson patch) {
        return merged(this, new TreeReader(patch), new JsonBuffer(64));
    }

    /** Returns how many bytes the value is as JSON. */
    public abstract long textBytes();

    /** Returns the approximate memory of the value, with everything that it shares with others, in bytes. */
    public abstract long sizeBytes();

    /** Writes the value as JSON, without spaces; members are in their order. */
    public abstract void write(JsonBuffer out);

    /**
     * Returns the result of applying the patch that a reader is at. An object is taken in member by member, so that no
     * tree of it is in memory beside the result.
     *
     * @param scratch a buffer that may be overwritten
     */
    private static MergedJson merged(@Nullable MergedJson target, TreeReader patch, JsonBuffer scratch) {
        if (!patch.isAtObject()) {
            JsonNode value = patch.read();
            if (value.isNull()) {
                return NULL;
            }
            scratch.clear();
            value.write(scratch);
            return new Leaf(scratch.toByteArray());
        }
        Edit edit = new Edit(target instanceof Members known ? known : Members.NONE, scratch);
        for (String name = patch.firstName(); name != null; name = patch.nextName()) {
            edit.take(name, patch);
        }
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
        private final Members from;
        private final JsonBuffer scratch;
        private StateMap<String, Member> byName;
        /** The places of names that are new and null so far: one of them may come again with a value. */
        private @Nullable Map<String, Long> nulls;

        private long nextPlace;
        private long memberTextBytes;
        private long memberSizeBytes;

        Edit(Members from, JsonBuffer scratch) {
            this.from = from;
            this.scratch = scratch;
            this.byName = from.byName;
            this.nextPlace = from.nextPlace;
            this.memberTextBytes = from.memberTextBytes;
            this.memberSizeBytes = from.memberSizeBytes;
        }

        /** Takes in a member of the patch, whose value a reader is at. */
        void take(String name, TreeReader patch) {
            Member original = from.byName.get(name);
            MergedJson value = merged(original == null ? null : original.value(), patch, scratch);
            Member known = byName.get(name);
            if (value == NULL) {
                if (known != null) {
                    byName = byName.without(name);
                    count(-1, known);
                }
                if (original == null) {
                    placeOfNull(name, known);
                }
                return;
            }
            Member next = known != null
                    ? new Member(known.name(), known.place(), value)
                    : new Member(name, original != null ? original.place() : newPlace(name), value);
            if (known != null) {
                count(-1, known);
            }
            byName = byName.with(next.name(), next);
            count(1, next);
        }

        private void placeOfNull(String name, @Nullable Member known) {
            Map<String, Long> places = nulls == null ? new HashMap<>() : nulls;
            nulls = places;
            places.computeIfAbsent(name, absent -> known == null ? nextPlace++ : known.place());
        }

        private long newPlace(String name) {
            Long before = nulls == null ? null : nulls.get(name);
            return before == null ? nextPlace++ : before;
        }

        Members finish() {
            return new Members(byName, nextPlace, memberTextBytes, memberSizeBytes);
        }

        private void count(int sign, Member member) {
            scratch.clear();
            scratch.string(member.name());
            memberTextBytes += sign * (scratch.size() + 2 + member.value().textBytes());
            memberSizeBytes +=
                    sign * (Member.BASE_BYTES + scratch.size() + member.value().sizeBytes());
        }
    }
}
