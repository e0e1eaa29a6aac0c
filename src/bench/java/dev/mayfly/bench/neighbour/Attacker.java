package dev.mayfly.bench.neighbour;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A client that hurts: {@code prepare NAME PORT} makes what an attack needs, {@code run NAME PORT SECONDS} attacks and
 * prints how many of its requests were answered, how many refused or cut off, and in how many seconds.
 */
public final class Attacker {
    private Attacker() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Attack attack = Attack.all().stream()
                .filter(each -> each.name().equals(arguments[1]))
                .findFirst()
                .orElseThrow();
        int port = Integer.parseInt(arguments[2]);
        if (arguments[0].equals("prepare")) {
            attack.prepare().prepare(new Target(port, Long.MAX_VALUE));
            return;
        }
        long start = System.nanoTime();
        Target target = new Target(port, start + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[3])));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < attack.threads(); i++) {
            int number = i;
            Thread thread = new Thread(() -> run(attack, target, number));
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            long left = Long.parseLong(arguments[3]) * 1_000 + 500 - (System.nanoTime() - start) / 1_000_000;
            thread.join(Math.max(1, left));
        }
        System.out.println(target.answered() + " " + target.refused() + " " + (System.nanoTime() - start) / 1e9);
        // Connections that still wait for an answer end here.
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void run(Attack attack, Target target, int thread) {
        try {
            attack.action().run(target, thread);
        } catch (Exception failure) {
            target.count(0);
        }
    }
}
