package dev.mayfly.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.eventstore.support.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** At which calls rules fire. */
class FaultsTest {
    private static final Criteria OF_A = Criteria.builder().eventTypes("A").build();

    private static FaultRule rule(Criteria match, FaultTrigger trigger, long times, FaultEffect effect) {
        return new FaultRule(FaultPoint.APPEND, match, trigger, times, effect, Duration.ZERO);
    }

    private static FaultRule rule(FaultTrigger trigger, long times) {
        return rule(Criteria.ALL, trigger, times, FaultEffect.UNAVAILABLE);
    }

    /** Returns at which of so many calls one rule fires. */
    private static List<Integer> fired(FaultRule rule, int calls) {
        Faults faults = new Faults(List.of(rule));
        return IntStream.rangeClosed(1, calls)
                .filter(call -> faults.meet(FaultPoint.APPEND, match -> true).isPresent())
                .boxed()
                .toList();
    }

    @Test
    void the_nth_call_is_one_call() {
        assertThat(fired(rule(new FaultTrigger.Nth(3), 0), 9)).containsExactly(3);
    }

    @Test
    void every_so_many_calls_is_the_last_of_them() {
        assertThat(fired(rule(new FaultTrigger.Every(3), 0), 10)).containsExactly(3, 6, 9);
        assertThat(fired(rule(new FaultTrigger.Every(1), 0), 3)).containsExactly(1, 2, 3);
    }

    @Test
    void a_rule_fires_no_more_often_than_it_may() {
        assertThat(fired(rule(new FaultTrigger.Every(2), 2), 20)).containsExactly(2, 4);
    }

    @Test
    void chance_is_the_same_for_the_same_seed_and_about_as_likely_as_it_says() {
        List<Integer> first = fired(rule(new FaultTrigger.Chance(0.1, 7), 0), 10_000);
        assertThat(fired(rule(new FaultTrigger.Chance(0.1, 7), 0), 10_000)).isEqualTo(first);
        assertThat(fired(rule(new FaultTrigger.Chance(0.1, 8), 0), 10_000)).isNotEqualTo(first);
        assertThat(first).hasSizeBetween(900, 1_100);
        assertThat(fired(rule(new FaultTrigger.Chance(1, 1), 0), 5)).hasSize(5);
    }

    @Test
    void a_rule_sees_the_calls_that_match_at_its_point_and_no_others() {
        Faults faults = new Faults(List.of(rule(OF_A, new FaultTrigger.Nth(2), 0, FaultEffect.CONFLICT)));
        assertThat(faults.meet(FaultPoint.APPEND, OF_A::equals)).isEmpty();
        assertThat(faults.meet(FaultPoint.APPEND, match -> false)).isEmpty();
        assertThat(faults.meet(FaultPoint.READ, match -> true)).isEmpty();
        assertThat(faults.meet(FaultPoint.APPEND, OF_A::equals)).isPresent();
        assertThat(faults.counts())
                .extracting(FaultCount::seen, FaultCount::fired)
                .containsExactly(tuple(2L, 1L));
        assertThat(faults.concern(FaultPoint.APPEND)).isTrue();
        assertThat(faults.concern(FaultPoint.PROJECTION)).isFalse();
    }

    @Test
    void an_effect_that_a_point_cannot_have_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FaultRule(
                        FaultPoint.READ,
                        Criteria.ALL,
                        new FaultTrigger.Nth(1),
                        0,
                        FaultEffect.CONFLICT,
                        Duration.ZERO));
    }

    /** A rule as plainly as it can be said. */
    private static final class Model {
        final FaultRule rule;
        final SplittableRandom chance;
        long seen;
        long fired;

        Model(FaultRule rule) {
            this.rule = rule;
            this.chance =
                    rule.trigger() instanceof FaultTrigger.Chance given ? new SplittableRandom(given.seed()) : null;
        }

        boolean fires() {
            seen++;
            boolean due;
            if (rule.trigger() instanceof FaultTrigger.Nth nth) {
                due = seen == nth.number();
            } else if (rule.trigger() instanceof FaultTrigger.Every every) {
                due = seen % every.number() == 0;
            } else {
                due = chance.nextDouble() < ((FaultTrigger.Chance) rule.trigger()).probability();
            }
            if (!due || rule.times() != 0 && fired == rule.times()) {
                return false;
            }
            fired++;
            return true;
        }
    }

    @Test
    void random_rules_fire_as_a_plain_model_says_the_first_in_order_alone() {
        Seeds.each(100, 300, seed -> {
            Random random = new Random(seed);
            List<FaultRule> rules = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                FaultTrigger trigger = switch (random.nextInt(3)) {
                    case 0 -> new FaultTrigger.Nth(1 + random.nextInt(6));
                    case 1 -> new FaultTrigger.Every(1 + random.nextInt(4));
                    default -> new FaultTrigger.Chance(0.05 + random.nextDouble() / 2, random.nextInt(5));
                };
                Criteria match = random.nextBoolean() ? Criteria.ALL : OF_A;
                FaultEffect effect = random.nextBoolean() ? FaultEffect.CONFLICT : FaultEffect.LOST_RESPONSE;
                rules.add(rule(match, trigger, random.nextInt(4), effect));
            }
            Faults faults = new Faults(rules);
            List<Model> models = rules.stream().map(Model::new).toList();
            for (int call = 0; call < 60; call++) {
                boolean ofA = random.nextBoolean();
                Optional<FaultRule> expected = models.stream()
                        .filter(model -> ofA || model.rule.match().equals(Criteria.ALL))
                        .filter(Model::fires)
                        .findFirst()
                        .map(model -> model.rule);
                assertThat(faults.meet(FaultPoint.APPEND, match -> ofA)).isEqualTo(expected);
            }
            assertThat(faults.counts())
                    .isEqualTo(models.stream()
                            .map(model -> new FaultCount(model.rule, model.seen, model.fired))
                            .toList());
        });
    }

    @Test
    void every_effect_has_a_point_and_a_name_of_its_own() {
        assertThat(Arrays.stream(FaultPoint.values()).flatMap(point -> point.effects().stream()))
                .containsAll(Arrays.asList(FaultEffect.values()));
        assertThat(Arrays.stream(FaultEffect.values()).map(FaultEffect::text)).doesNotHaveDuplicates();
    }
}
