package dev.mayfly.http.share;

import static dev.mayfly.http.share.Shares.Outcome.OVER_SHARE;
import static dev.mayfly.http.share.Shares.Outcome.TAKEN;
import static dev.mayfly.http.share.Shares.Outcome.USED_UP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.support.Seeds;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What clients share by their addresses. */
class SharesTest {
    private static final String HOG = "127.0.0.2";
    private static final String VICTIM = "127.0.0.3";

    private final AtomicLong nanos = new AtomicLong();
    private final Shares shares = new Shares(100, 0, nanos::get);

    @Test
    void an_address_alone_gets_all_but_a_fifth() {
        assertThat(shares.take(HOG, 80)).isEqualTo(TAKEN);
        assertThat(shares.take(HOG, 1)).isEqualTo(OVER_SHARE);
        assertThat(shares.used()).isEqualTo(80);
        shares.giveBack(HOG, 80);
        assertThat(shares.used()).isZero();
        assertThat(shares.take(HOG, 81)).isEqualTo(OVER_SHARE);
        assertThat(shares.used()).isZero();
    }

    @Test
    void an_address_finds_room_beside_one_that_took_all_it_could() {
        shares.take(HOG, 80);
        assertThat(shares.take(VICTIM, 20)).isEqualTo(TAKEN);
        assertThat(shares.take("127.0.0.4", 1)).isEqualTo(USED_UP);
        shares.giveBack(VICTIM, 1);
        assertThat(shares.take("127.0.0.4", 1)).isEqualTo(TAKEN);
    }

    @Test
    void an_address_over_its_share_gets_no_more_while_another_waits() {
        shares.take(HOG, 80);
        shares.take(VICTIM, 20);
        assertThat(shares.take(VICTIM, 5)).isEqualTo(USED_UP);
        shares.giveBack(HOG, 50);
        nanos.addAndGet(9_000_000_000L);
        assertThat(shares.take(HOG, 1)).isEqualTo(OVER_SHARE);
        assertThat(shares.take(VICTIM, 5)).isEqualTo(TAKEN);
        nanos.addAndGet(1_000_000_000L);
        assertThat(shares.take(HOG, 1)).isEqualTo(TAKEN);
    }

    @Test
    void what_an_address_is_refused_is_never_missing_to_another() throws Exception {
        Shares real = new Shares(100);
        assertThat(real.take(HOG, 80)).isEqualTo(TAKEN);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService hogs = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 2; i++) {
                hogs.execute(() -> {
                    while (!over.get()) {
                        real.take(HOG, 80);
                    }
                });
            }
            for (int i = 0; i < 1_000_000; i++) {
                assertThat(real.take(VICTIM, 1)).isEqualTo(TAKEN);
                real.giveBack(VICTIM, 1);
            }
        } finally {
            over.set(true);
            hogs.shutdown();
        }
        assertThat(hogs.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(real.used()).isEqualTo(80);
    }

    @Test
    void an_address_does_not_wait_for_itself() {
        shares.take(HOG, 70);
        shares.take("127.0.0.4", 10);
        shares.take("127.0.0.5", 20);
        assertThat(shares.take(VICTIM, 20)).isEqualTo(USED_UP);
        shares.giveBack(HOG, 70);
        assertThat(shares.take(VICTIM, 40)).isEqualTo(TAKEN);
        assertThat(shares.take(HOG, 30)).isEqualTo(OVER_SHARE);
        assertThat(shares.take(HOG, 20)).isEqualTo(TAKEN);
    }

    @Test
    void two_that_wait_both_hold_others_back() {
        shares.take(HOG, 80);
        shares.take("127.0.0.4", 20);
        assertThat(shares.take(VICTIM, 5)).isEqualTo(USED_UP);
        assertThat(shares.take("127.0.0.5", 5)).isEqualTo(USED_UP);
        shares.giveBack(HOG, 80);
        assertThat(shares.take(VICTIM, 30)).isEqualTo(OVER_SHARE);
        assertThat(shares.take("127.0.0.5", 30)).isEqualTo(OVER_SHARE);
        assertThat(shares.take(VICTIM, 25)).isEqualTo(TAKEN);
    }

    @Test
    void what_is_reserved_for_one_purpose_is_left_by_others() {
        assertThat(shares.take(HOG, 20, 30)).isEqualTo(TAKEN);
        assertThat(shares.take(VICTIM, 20, 30)).isEqualTo(USED_UP);
        assertThat(shares.take(VICTIM, 20)).isEqualTo(TAKEN);
    }

    @Test
    void one_address_alone_gets_at_least_what_it_is_promised() {
        Shares promised = new Shares(100, 95, nanos::get);
        assertThat(promised.take(HOG, 95)).isEqualTo(TAKEN);
        assertThat(promised.take(HOG, 1)).isEqualTo(OVER_SHARE);
        Shares small = new Shares(1);
        assertThat(small.take(HOG, 1)).isEqualTo(TAKEN);
        assertThat(small.take(VICTIM, 1)).isEqualTo(USED_UP);
        assertThat(new Shares(0).take(HOG, 1)).isEqualTo(USED_UP);
    }

    @Test
    void nothing_is_taken_of_nothing() {
        assertThat(new Shares(0).take(HOG, 0)).isEqualTo(TAKEN);
        shares.giveBack(HOG, 0);
        shares.takeAnyway(HOG, 0);
        assertThat(shares.used()).isZero();
    }

    @Test
    void no_script_takes_more_than_there_is_or_leaves_an_address_without_its_share_while_it_is_free() {
        Seeds.each(this::script);
    }

    private void script(Random random) {
        Shares shared = new Shares(100, 0, nanos::get);
        Map<String, Long> held = new HashMap<>();
        for (int step = 0; step < 4_000; step++) {
            String address = "a" + random.nextInt(6);
            long part = random.nextInt(30);
            nanos.addAndGet(random.nextInt(2) * 1_000_000_000L);
            long has = held.getOrDefault(address, 0L);
            if (random.nextInt(3) == 0) {
                shared.giveBack(address, has);
                held.remove(address);
                continue;
            }
            long before = held.values().stream().mapToLong(Long::longValue).sum();
            Shares.Outcome outcome = shared.take(address, part);
            if (outcome == TAKEN) {
                held.merge(address, part, Long::sum);
            } else if (has + part <= 25) {
                assertThat(outcome).isEqualTo(USED_UP);
                assertThat(before + part).isGreaterThan(100);
            } else {
                assertThat(outcome).isEqualTo(OVER_SHARE);
            }
            long now = held.values().stream().mapToLong(Long::longValue).sum();
            assertThat(shared.used()).isEqualTo(now).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void threads_that_take_and_give_back_leave_nothing_taken() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            String address = i % 2 == 0 ? HOG : VICTIM;
            threads.execute(() -> {
                for (int round = 0; round < 50_000; round++) {
                    if (shares.take(address, 20) == TAKEN) {
                        shares.giveBack(address, 20);
                    }
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(shares.used()).isZero();
        assertThat(shares.take(HOG, 80)).isEqualTo(TAKEN);
    }
}
