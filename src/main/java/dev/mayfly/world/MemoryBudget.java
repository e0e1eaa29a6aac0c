package dev.mayfly.world;

import dev.mayfly.eventstore.AppendResult;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that the stores of a process take together, and the most that they may. Each store tells what it takes after its
 * appends, so appends to many stores at once may go over the limit by what they append. Any thread may use it.
 */
public final class MemoryBudget {
    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    MemoryBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Returns the most bytes that all stores may take. */
    public long limitBytes() {
        return limitBytes;
    }

    /** Returns the bytes that all stores take. */
    public long usedBytes() {
        return usedBytes.get();
    }

    void add(long bytes) {
        usedBytes.addAndGet(bytes);
    }

    /** One store's share. */
    static final class Share {
        private final MemoryBudget budget;
        private final long limitBytes;
        private final AtomicLong told = new AtomicLong();

        /** Makes the share of a store that may take so many bytes, if the others leave as many. */
        Share(MemoryBudget budget, long limitBytes) {
            this.budget = budget;
            this.limitBytes = limitBytes;
        }

        /** Returns the most bytes that the store may take by itself. */
        long limitBytes() {
            return limitBytes;
        }

        /** Returns the most bytes that the store may take now, beside all others. */
        long availableBytes() {
            return Math.min(limitBytes, budget.limitBytes - budget.usedBytes() + told.get());
        }

        /** Returns the refusal of an append because all stores together take as much as they may. */
        AppendResult.StoreFull budgetFull() {
            return new AppendResult.StoreFull(budget.usedBytes(), budget.limitBytes);
        }

        /** Learns what the store takes. */
        void tell(long usedBytes) {
            budget.add(usedBytes - told.getAndSet(usedBytes));
        }
    }
}
