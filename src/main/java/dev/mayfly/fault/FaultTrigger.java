package dev.mayfly.fault;

import java.util.SplittableRandom;

/** The choice of the calls at which a rule fires; it is deterministic. */
public sealed interface FaultTrigger {
    /** Returns a decision for each call in turn, counted from 1. For one rule, one call after another. */
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

    /** Some calls, chosen by a random sequence that depends on the seed. */
    record Chance(double probability, long seed) implements FaultTrigger {
        @Override
        public Decision begin() {
            SplittableRandom random = new SplittableRandom(seed);
            return call -> random.nextDouble() < probability;
        }
    }
}
