package dev.mayfly.search;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.AsOf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a cursor: a version, its parts in a fixed order, and a CRC-32C of all that, so that a text that was cut,
 * mistyped or invented is distinguished from one that was issued.
 */
final class CursorCodec {
    private static final int VERSION = 3;
    /** The version of a cursor that has the time of the last event. */
    private static final int WITH_TIME = 4;

    private static final int CHECKSUM_BYTES = 4;
    private static final int SEARCH = 1;
    private static final int HISTORY = 2;
    private static final int AGGREGATES = 3;
    private static final int AS_OF_HEAD = 0;
    private static final int AS_OF_POSITION = 1;
    private static final int AS_OF_TIME = 2;
    /** The last code of a dimension whose values stand in every search, if only as none. */
    private static final int POSITIONAL = 8;

    /** Stands before conditions, negated like the codes of dimensions, of which it is none. */
    private static final int CONDITIONS = 1_000_000;

    private static final Dimension[] DIMENSIONS = Dimension.values();

    private CursorCodec() {}

    static byte[] bytes(Cursor cursor) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(cursor.lastNanos() == 0 ? VERSION : WITH_TIME);
            out.writeUTF(cursor.store());
            out.writeUTF(cursor.incarnation());
            writeListing(cursor.listing(), out);
            writeAsOf(cursor.asOf(), out);
            out.writeLong(cursor.position());
            out.writeLong(cursor.last());
            if (cursor.lastNanos() != 0) {
                out.writeLong(cursor.lastNanos());
            }
            out.writeShort(cursor.limit());
            out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Throws {@link IllegalArgumentException} if the bytes are not such as {@link #bytes} makes. */
    static Cursor cursor(byte[] bytes) {
        int length = bytes.length - CHECKSUM_BYTES;
        if (length <= 0) {
            throw new IllegalArgumentException("too short");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
        try {
            int sum = new DataInputStream(new ByteArrayInputStream(bytes, length, CHECKSUM_BYTES)).readInt();
            int version = in.readByte();
            require(sum == checksum(bytes, length) && (version == VERSION || version == WITH_TIME));
            Cursor cursor = new Cursor(
                    in.readUTF(),
                    in.readUTF(),
                    readListing(in),
                    readAsOf(in),
                    in.readLong(),
                    in.readLong(),
                    version == WITH_TIME ? in.readLong() : 0,
                    in.readUnsignedShort());
            require(in.available() == 0 && cursor.position() >= 0 && cursor.last() > 0);
            require(cursor.limit() <= Walk.MAX_LIMIT);
            return cursor;
        } catch (IOException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    /** Writes a listing, equal ones equally and others differently. */
    static void writeListing(Listing listing, DataOutput out) throws IOException {
        if (listing instanceof Listing.Search search) {
            out.writeByte(SEARCH);
            writeCriteria(search.criteria(), out);
            out.writeByte(search.sort().ordinal());
            out.writeByte(search.order().ordinal());
        } else if (listing instanceof Listing.History history) {
            out.writeByte(HISTORY);
            out.writeUTF(history.aggregateId());
            out.writeLong(history.fromVersion());
            out.writeLong(history.toVersion());
            out.writeByte(history.order().ordinal());
        } else if (listing instanceof Listing.Aggregates aggregates) {
            out.writeByte(AGGREGATES);
            writeOptional(aggregates.aggregateType(), out);
            writeOptional(aggregates.prefix(), out);
        }
    }

    private static Listing readListing(DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case SEARCH ->
                new Listing.Search(readCriteria(in), readOne(Sort.values(), in), readOne(Order.values(), in));
            case HISTORY -> {
                Listing.History history =
                        new Listing.History(in.readUTF(), in.readLong(), in.readLong(), readOne(Order.values(), in));
                require(history.fromVersion() >= 1);
                yield history;
            }
            case AGGREGATES -> new Listing.Aggregates(readOptional(in), readOptional(in));
            default -> throw new IllegalArgumentException("a listing of kind " + kind);
        };
    }

    /** The dimensions up to {@link #POSITIONAL} stand in order of their codes; any others before them, each after its code, and conditions. */
    private static void writeCriteria(Criteria criteria, DataOutput out) throws IOException {
        for (Dimension dimension : DIMENSIONS) {
            if (dimension.code() > POSITIONAL && !criteria.values(dimension).isEmpty()) {
                out.writeInt(-dimension.code());
                writeAll(criteria.values(dimension), out);
            }
        }
        if (!criteria.where().isEmpty()) {
            out.writeInt(-CONDITIONS);
            ConditionCodec.write(criteria.where(), out);
        }
        for (int code = 1; code <= POSITIONAL; code++) {
            writeAll(criteria.values(dimension(code)), out);
        }
        out.writeLong(criteria.fromNanos());
        out.writeLong(criteria.toNanos());
        out.writeLong(criteria.after());
        out.writeLong(criteria.until());
        EventQuery query = criteria.query();
        out.writeInt(query == null ? -1 : query.items().size());
        if (query != null) {
            for (EventQuery.Item item : query.items()) {
                writeAll(item.types(), out);
                writeAll(item.tags(), out);
            }
        }
        writeOptional(criteria.text(), out);
    }

    private static Criteria readCriteria(DataInput in) throws IOException {
        Criteria.Builder criteria = Criteria.builder();
        int count = in.readInt();
        for (; count < 0; count = in.readInt()) {
            if (count == -CONDITIONS) {
                criteria.where(ConditionCodec.read(in));
            } else {
                criteria.values(dimension(-count), readAll(in.readInt(), in));
            }
        }
        criteria.values(dimension(1), readAll(count, in));
        for (int code = 2; code <= POSITIONAL; code++) {
            criteria.values(dimension(code), readAll(in));
        }
        return criteria.fromNanos(in.readLong())
                .toNanos(in.readLong())
                .after(in.readLong())
                .until(in.readLong())
                .query(readQuery(in))
                .text(readOptional(in))
                .build();
    }

    private static Dimension dimension(int code) {
        for (Dimension dimension : DIMENSIONS) {
            if (dimension.code() == code) {
                return dimension;
            }
        }
        throw new IllegalArgumentException("a dimension of code " + code);
    }

    private static @Nullable EventQuery readQuery(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0) {
            return null;
        }
        List<EventQuery.Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(new EventQuery.Item(readAll(in), readAll(in)));
        }
        return new EventQuery(items);
    }

    private static void writeAsOf(AsOf asOf, DataOutput out) throws IOException {
        if (asOf instanceof AsOf.Position position) {
            out.writeByte(AS_OF_POSITION);
            out.writeLong(position.position());
        } else if (asOf instanceof AsOf.Time time) {
            out.writeByte(AS_OF_TIME);
            out.writeLong(time.recordedAtNanos());
        } else {
            out.writeByte(AS_OF_HEAD);
        }
    }

    private static AsOf readAsOf(DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case AS_OF_HEAD -> AsOf.HEAD;
            case AS_OF_POSITION -> new AsOf.Position(in.readLong());
            case AS_OF_TIME -> new AsOf.Time(in.readLong());
            default -> throw new IllegalArgumentException("a point of kind " + kind);
        };
    }

    /** Sorted, so that equal criteria make equal cursors. */
    private static void writeAll(Collection<String> values, DataOutput out) throws IOException {
        out.writeInt(values.size());
        for (String value : values.size() < 2 ? values : new TreeSet<>(values)) {
            out.writeUTF(value);
        }
    }

    private static Set<String> readAll(DataInput in) throws IOException {
        return readAll(in.readInt(), in);
    }

    private static Set<String> readAll(int count, DataInput in) throws IOException {
        Set<String> values = new TreeSet<>();
        for (int left = count; left > 0; left--) {
            values.add(in.readUTF());
        }
        return values;
    }

    private static void writeOptional(@Nullable String value, DataOutput out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeUTF(value);
        }
    }

    private static @Nullable String readOptional(DataInput in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    private static <T> T readOne(T[] values, DataInput in) throws IOException {
        int ordinal = in.readByte();
        require(ordinal >= 0 && ordinal < values.length);
        return values[ordinal];
    }

    private static void require(boolean met) {
        if (!met) {
            throw new IllegalArgumentException("malformed");
        }
    }
}
