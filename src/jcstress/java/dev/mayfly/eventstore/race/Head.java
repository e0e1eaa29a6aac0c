package dev.mayfly.eventstore.race;

import dev.mayfly.eventstore.memory.Published;
import java.util.function.IntPredicate;

/** The head of a log that a reader looks at several times while it moves. */
final class Head {
    private static final int LOOKS = 6;

    private final Published head = new Published();

    /** Lets everything up to a position be read. */
    void move(int position) {
        head.publish(position);
    }

    /** Takes the head several times and returns how often what is up to there is not as it must be. */
    int wrong(IntPredicate isRight) {
        int wrong = 0;
        for (int look = 0; look < LOOKS; look++) {
            try {
                if (!isRight.test(head.end())) {
                    wrong++;
                }
            } catch (RuntimeException e) {
                wrong++;
            }
        }
        return wrong;
    }
}
