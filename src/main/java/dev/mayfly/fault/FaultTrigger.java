package dev.mayfly.fault;

import java.util.SplittableRandom;

/** Which of the calls that a rule sees it fires at. The same ones every time. */
public sealed interface FaultTrigger {
    /** Returns whether to fire at each call in turn, counted from 1; for one rule, one call after the other. */
    Decision begin();

    /** Decides call by call. */
    @FunctionalInterface
    interface Decision {
        boolean firesAt(long call);
    }

    /** One call and no other. */
    record Nth(long number) implements FaultTrigger {
        @Override
        public Decision begin() {
            return call -> call == number;
        }
    }

    /** Every nth call; 1 for every call. */
    record Every(long number) implements FaultTrigger {
        @Override
        public Decision begin() {
            return call -> call % number == 0;
        }
    }

    /** Some calls, by a sequence of random numbers that the seed decides. */
    record Chance(double probability, long seed) implements FaultTrigger {
        @Override
        public Decision begin() {
            SplittableRandom random = new SplittableRandom(seed);
            return call -> random.nextDouble() < probability;
        }
    }
}
