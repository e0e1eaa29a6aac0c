package dev.mayfly.bench.neighbour;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way to hurt a server's other clients.
 *
 * @param name what is done, in a few words
 * @param threads how many threads do it
 * @param prepare what has to be there before
 * @param action what each thread does until the attack is over
 */
public record Attack(String name, int threads, Preparation prepare, Action action) {
    /** Returns all attacks. */
    public static List<Attack> all() {
        return Stream.of(WorkAttacks.all(), MemoryAttacks.all(), StateAttacks.all(), ConnectionAttacks.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Returns one that makes the store anew and sends one request after another. */
    static Attack loop(String name, int threads, Target.Requests requests) {
        return new Attack(name, threads, Target::store, (target, thread) -> target.loop(requests));
    }

    /** Makes what an attack needs. */
    @FunctionalInterface
    interface Preparation {
        void prepare(Target target) throws IOException;
    }

    /** What one thread of an attack does. */
    @FunctionalInterface
    interface Action {
        void run(Target target, int thread) throws Exception;
    }
}
