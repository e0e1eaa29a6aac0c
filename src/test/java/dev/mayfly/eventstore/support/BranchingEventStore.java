package dev.mayfly.eventstore.support;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A store whose log is forked now and then between two appends, with something appended to the branch that is not followed,
 * before the fork or after it: to the fork while the original is followed, or to the original while the fork is. Behaves
 * like any other store if no branch shows in another.
 */
public final class BranchingEventStore extends ForwardingEventStore {
    private static final int REMEMBERED = 40;

    private final EventStore followed;
    private final EventStore sibling;
    private final Random random;
    private final int oneIn;
    private final List<Append> earlier = new ArrayList<>();
    private int number;

    /**
     * Makes an empty store.
     *
     * @param newStore makes the stores that it and its branches are
     * @param seed what it does in between depends on this and on the appends
     * @param oneIn one in so many appends comes behind a fork
     */
    public BranchingEventStore(Function<TimeSource, EventStore> newStore, TimeSource clock, long seed, int oneIn) {
        this(newStore.apply(clock), newStore.apply(clock), seed, oneIn);
    }

    private BranchingEventStore(EventStore followed, EventStore sibling, long seed, int oneIn) {
        super(followed);
        this.followed = followed;
        this.sibling = sibling;
        this.random = new Random(seed);
        this.oneIn = oneIn;
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        if (earlier.size() == REMEMBERED) {
            earlier.remove(random.nextInt(REMEMBERED));
        }
        earlier.add(append);
        if (random.nextInt(oneIn) == 0) {
            branch();
        }
        return super.append(append);
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        return Optional.of(append(append));
    }

    private void branch() {
        LogPrefix before = followed.prefix();
        long head = before.position();
        switch (random.nextInt(5)) {
            case 0 -> {
                LogImage image = followed.image(head);
                litter(followed);
                followed.restore(image);
            }
            case 1 -> {
                litter(followed);
                followed.restore(followed.image(head));
            }
            case 2 -> {
                sibling.restore(followed.image(head));
                litter(sibling);
            }
            case 3 -> {
                sibling.restore(followed.image((long) (random.nextDouble() * head)));
                litter(sibling);
                sibling.optimise(random.nextBoolean());
            }
            default -> {
                litter(followed);
                sibling.restore(followed.image(head));
                litter(sibling);
                followed.restore(sibling.image(head));
            }
        }
    }

    /** Appends events like those that come, the next one among them, and such as nobody else has. */
    private void litter(EventStore store) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            Append append = earlier.get(random.nextInt(3) == 0 ? earlier.size() - 1 : random.nextInt(earlier.size()));
            Reading.append(store, Append.of(append.events()));
            number++;
            Reading.append(
                    store,
                    TestEvent.append(TestEvent.event("litter-" + number, "Litter" + number % 50)
                            .correlation("litter-" + number)
                            .tags("litter-" + number)
                            .data("\"litter\"")));
        }
    }
}
