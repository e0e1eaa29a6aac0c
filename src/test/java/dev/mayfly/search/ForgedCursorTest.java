package dev.mayfly.search;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.RandomJson;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.Seeds;
import dev.mayfly.eventstore.support.TestEvent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Cursors that somebody changed who knows how their checksums are made. */
class ForgedCursorTest {
    private static final int CHANGES = 3_000;
    private static final int CHECKSUM_BYTES = 4;

    private final EventStore store = new EmbeddedEventStore("default", 1 << 22, new FakeClock());

    ForgedCursorTest() {
        Reading.append(
                store,
                Append.of(TestEvent.batch(IntStream.range(0, 30)
                        .mapToObj(i -> event("a-" + i % 3, "T").data("{\"a\":" + i + ",\"b\":\"x\"}"))
                        .toList())));
    }

    private static Listing.Search search(Random random) {
        Criteria.Builder criteria = Criteria.builder().where(RandomJson.conditions(random));
        if (random.nextBoolean()) {
            criteria.query(new EventQuery(List.of(new EventQuery.Item(Set.of("T"), Set.of()))));
        }
        return new Listing.Search(
                criteria.build(), random.nextBoolean() ? Sort.POSITION : Sort.TIMESTAMP, Order.ASCENDING);
    }

    private static String changed(Cursor cursor, Random random) {
        byte[] bytes = Base64.getUrlDecoder().decode(cursor.encode());
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            bytes[random.nextInt(bytes.length - CHECKSUM_BYTES)] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(12));
        }
        return signed(bytes);
    }

    private static String signed(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length - CHECKSUM_BYTES);
        byte[] signed = Arrays.copyOf(bytes, bytes.length);
        ByteBuffer.wrap(signed).putInt(bytes.length - CHECKSUM_BYTES, (int) sum.getValue());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    @Test
    void whatever_is_changed_is_refused_or_read_like_a_cursor_that_was_given_out() {
        int[] outcomes = new int[2];
        Seeds.each(random -> {
            for (int i = 0; i < CHANGES; i++) {
                Cursor cursor = new Cursor(
                        "default", store.incarnation(), search(random), AsOf.HEAD, 20, 4, 0, random.nextInt(9));
                try {
                    read(Cursor.decode(changed(cursor, random)));
                    outcomes[0]++;
                } catch (InvalidInputException refused) {
                    outcomes[1]++;
                }
            }
        });
        assertThat(outcomes).doesNotContain(0);
    }

    private void read(Cursor cursor) {
        Walk walk = Walk.resume(store, cursor, 0);
        if (cursor.listing() instanceof Listing.OfEvents events) {
            Positions positions = walk.positions(events);
            long position = positions.next();
            while (position != 0) {
                position = positions.next();
            }
        }
    }
}
