package dev.mayfly.store;

import static dev.mayfly.eventstore.support.TestEvent.append;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreDeletion;
import dev.mayfly.eventstore.StoreSettings;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What thousands of stores take. */
class StoreMemoryTest {
    private static final int STORES = 10_000;
    private static final long MOST_BYTES = 16 << 10;

    private final Catalogue catalogue =
            new TestCatalogue(new CatalogueLimits(STORES + 1, 1L << 30, null, 5, false)).catalogue;

    @Test
    void ten_thousand_empty_ones_take_sixteen_kibibytes_each_at_the_most_and_nothing_when_they_are_gone() {
        makeAndDelete();
        long before = heapBytes();
        for (int i = 0; i < STORES; i++) {
            assertThat(catalogue.create("w-" + i, StoreSettings.DEFAULT)).isInstanceOf(StoreCreation.Created.class);
        }
        assertThat((heapBytes() - before) / STORES).isBetween(1L, MOST_BYTES);
        for (int i = 0; i < STORES; i++) {
            assertThat(catalogue.delete("w-" + i)).isEqualTo(StoreDeletion.DELETED);
        }
        assertThat((heapBytes() - before) / STORES).isLessThan(200);
        assertThat(catalogue.memory().usedBytes())
                .isEqualTo(catalogue.defaultStore().memory().usedBytes());
    }

    /** Does once what is loaded and compiled by doing it. */
    private void makeAndDelete() {
        StoreCreation.Created made = (StoreCreation.Created) catalogue.create("w", StoreSettings.DEFAULT);
        made.store()
                .append(append(event("a-1", "Happened")))
                .toCompletableFuture()
                .join();
        catalogue.delete("w");
    }

    private static long heapBytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
