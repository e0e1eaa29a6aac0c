package dev.mayfly.eventstore.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing list short by leaving out whatever it fails without: large chunks first, single items last. */
final class Shrinker {
    private static final int MOST_TRIES = 3_000;

    private Shrinker() {}

    /** Returns a part of the list that still fails, and of which, within the tries, no single item can be spared. */
    static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails) {
        List<T> shortest = failing;
        int tries = 0;
        int chunk = Math.max(1, failing.size() / 2);
        while (tries < MOST_TRIES) {
            boolean spared = false;
            for (int start = 0; start < shortest.size() && tries < MOST_TRIES; tries++) {
                List<T> rest = new ArrayList<>(shortest.subList(0, start));
                rest.addAll(shortest.subList(Math.min(shortest.size(), start + chunk), shortest.size()));
                if (fails.test(rest)) {
                    shortest = rest;
                    spared = true;
                } else {
                    start += chunk;
                }
            }
            if (chunk == 1 && !spared) {
                return shortest;
            }
            chunk = Math.max(1, chunk / 2);
        }
        return shortest;
    }
}
