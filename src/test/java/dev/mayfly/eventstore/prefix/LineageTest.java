package dev.mayfly.eventstore.prefix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where logs come from. */
class LineageTest {
    private static Lineage of(Lineage log, String store) {
        log.belongTo(store);
        return log;
    }

    private final Lineage parent = of(Lineage.beginning(), "parent");
    private final Lineage store = of(parent.fork(100).fork(90), "store");
    private final Lineage fork = of(store.fork(200).fork(150), "fork");

    @Test
    void a_fork_shares_the_stores_events_up_to_where_it_was_made() {
        assertThat(fork.sharedWith(store)).isEqualTo(150);
        assertThat(of(fork.fork(300).fork(120), "grandchild").sharedWith(store)).isEqualTo(120);
    }

    @Test
    void neither_a_parent_nor_its_other_forks_share_events_with_a_store() {
        assertThat(parent.sharedWith(store)).isZero();
        assertThat(of(parent.fork(100), "sibling").sharedWith(store)).isZero();
        assertThat(of(Lineage.beginning(), "other").sharedWith(store)).isZero();
    }

    @Test
    void a_snapshot_shares_what_it_holds_also_with_the_store_that_was_restored_from_it() {
        Lineage snapshot = store.fork(180);
        assertThat(snapshot.sharedWith(store)).isEqualTo(180);
        Lineage restored = of(snapshot.fork(180), "store");
        assertThat(snapshot.sharedWith(restored)).isEqualTo(180);
        assertThat(fork.sharedWith(restored)).isEqualTo(150);
    }

    @Test
    void after_a_reset_nothing_is_shared() {
        assertThat(fork.sharedWith(of(Lineage.beginning(), "store"))).isZero();
    }
}
