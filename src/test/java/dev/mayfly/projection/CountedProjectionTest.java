package dev.mayfly.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.payment.PaymentSummary;
import dev.mayfly.payment.PaymentSummaryProjection;
import dev.mayfly.projection.fold.CountedProjection;
import dev.mayfly.projection.fold.StateMemory;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountedProjectionTest {
    private final StateMemory memory = new StateMemory(100_000);
    private final Workbench bench = new Workbench();
    private final CountedProjection<PaymentSummary> summaries =
            new CountedProjection<>(new PaymentSummaryProjection(), memory);

    private static TestEvent payment(int organization) {
        return TestEvent.event("p-" + organization, "PaymentProcessed")
                .aggregateType("Payment")
                .organization("organisation-" + organization)
                .data("{\"amount\": 10, \"currency\": \"EUR\"}");
    }

    private void pay(Workbench at, int from, int to) {
        for (int i = from; i < to; i++) {
            at.append(payment(i));
        }
        at.work();
    }

    @Test
    void a_state_counts_by_what_its_fold_says() {
        ProjectionRunner<PaymentSummary> runner = bench.run(summaries);
        assertThat(memory.usedBytes()).isZero();
        pay(bench, 0, 50);
        long fifty = runner.snapshot().state().sizeBytes();
        assertThat(memory.usedBytes()).isEqualTo(fifty);
        pay(bench, 0, 50);
        assertThat(memory.usedBytes()).isEqualTo(fifty);
        var unused = runner.rebuild();
        bench.work();
        assertThat(memory.usedBytes()).isEqualTo(fifty);
        summaries.close();
        assertThat(memory.usedBytes()).isZero();
    }

    @Test
    void events_for_which_no_memory_is_left_are_parked() {
        ProjectionRunner<PaymentSummary> runner = bench.run(summaries);
        int paid = 0;
        while (runner.report().parked().isEmpty()) {
            pay(bench, paid, ++paid);
        }
        assertThat(runner.snapshot().state().sizeBytes()).isBetween(90_000L, 100_000L);
        assertThat(memory.usedBytes()).isEqualTo(runner.snapshot().state().sizeBytes());
        assertThat(summaries.isShortOfMemory()).isTrue();
        assertThat(runner.report().parked().get(0).error()).contains("mayfly.projections.state-memory");
        int organizations = runner.snapshot().state().byOrganization().size();
        assertThat(runner.report().parked().get(0).position()).isEqualTo(organizations + 1L);
    }

    @Test
    void what_a_fork_shares_counts_once_and_its_own_counts() {
        Workbench[] forked = new Workbench[1];
        StoreProjections stores = new StoreProjections(
                store -> store == bench.store() ? bench.projections() : forked[0].projections(),
                Map.of(PaymentSummaryProjection.NAME, new PaymentSummaryProjection()),
                memory,
                opened -> {});
        stores.of(bench.store());
        pay(bench, 0, 50);
        long shared = memory.usedBytes();
        EventStore store = new EmbeddedEventStore(
                "fork", 512L << 20, new FakeClock(), bench.store().image(50));
        forked[0] = new Workbench(store);
        stores.fork(store, bench.store(), new ForkPoint(bench.store().incarnation(), 50, store.incarnation()));
        forked[0].work();
        assertThat(memory.usedBytes()).isEqualTo(shared);
        pay(forked[0], 50, 60);
        assertThat(memory.usedBytes()).isGreaterThan(shared).isLessThan(2 * shared);
        ProjectionRunner<?> runner =
                stores.of(store).find(PaymentSummaryProjection.NAME).orElseThrow();
        var unused = runner.rebuild();
        forked[0].work();
        assertThat(memory.usedBytes()).isGreaterThan(2 * shared);
        stores.remove(store);
        assertThat(memory.usedBytes()).isEqualTo(shared);
        stores.close();
        assertThat(memory.usedBytes()).isZero();
    }
}
