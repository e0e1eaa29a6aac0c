package dev.mayfly.schema.json;

import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.eventstore.prefix.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One check of one value: what it has found, what it has paid for, and where it is. For one thread. */
final class Run {
    /**
     * The most schemas that are applied one within another. A value of the greatest depth that an event may have, 1,000,
     * has as many, and their frames fit on a thread's stack.
     */
    static final int MOST_DEPTH = 1_000;

    private static final int FLUSH_STEPS = 256;
    private static final int MATCH_SHIFT = 4;

    private final Work work;
    private final long mostSteps;
    private final int mostViolations;
    private final List<Violation> found = new ArrayList<>();
    private long steps;
    private long unpaid;
    private int depth;
    private int silent;
    private @Nullable Scope scope;

    /** Resources that were entered on the way to a schema, the last one first. */
    record Scope(Resource resource, @Nullable Scope outer) {}

    /** Thrown when a check takes more steps than it may in this place. Has no stack trace. */
    static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("more steps than allowed here", null, false, false);
        }
    }

    /** Thrown when a check would go too deep; the message says why, as the end of a sentence. Has no stack trace. */
    static final class TooDeepException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Place place;

        TooDeepException(Place place, String message) {
            super(message, null, false, false);
            this.place = place;
        }

        Place place() {
            return place;
        }
    }

    Run(Work work, long mostSteps, int mostViolations) {
        this.work = work;
        this.mostSteps = mostSteps;
        this.mostViolations = mostViolations;
    }

    List<Violation> found() {
        return found;
    }

    void pay(long count) {
        pay(count, count);
    }

    private void pay(long countHere, long count) {
        steps += countHere;
        unpaid += count;
        if (steps > mostSteps) {
            throw new TooLongException();
        }
        if (unpaid >= FLUSH_STEPS) {
            settle();
        }
    }

    /**
     * Pays for what an engine of patterns does, in units of an instruction for a character. Most patterns take far fewer, so
     * they count less towards the steps that are allowed in one place.
     */
    void payForMatch(long count) {
        pay(count >>> MATCH_SHIFT, count);
    }

    /** Pays for the steps that have not been paid for. */
    void settle() {
        long count = unpaid;
        unpaid = 0;
        work.pay(count);
    }

    long steps() {
        return steps;
    }

    /** Begins to apply a schema, and returns the scope to leave with. */
    @Nullable
    Scope enter(Resource resource, Place place) {
        if (++depth > MOST_DEPTH) {
            throw new TooDeepException(
                    place, "must not nest so deep that more than " + MOST_DEPTH + " schemas apply one within another");
        }
        Scope before = scope;
        if (before == null || before.resource != resource) {
            scope = new Scope(resource, before);
        }
        return before;
    }

    void leave(@Nullable Scope before) {
        depth--;
        scope = before;
    }

    /** Returns the schema that a dynamic anchor names in the outermost resource that has it, or null. */
    @Nullable
    SchemaNode dynamic(String anchor) {
        SchemaNode outermost = null;
        for (Scope each = scope; each != null; each = each.outer) {
            pay(1);
            SchemaNode named = each.resource.dynamic(anchor);
            if (named != null) {
                outermost = named;
            }
        }
        return outermost;
    }

    /** Begins a part whose failures are not violations by themselves. */
    void hush() {
        silent++;
    }

    void unhush() {
        silent--;
    }

    /** Returns whether nothing more is to be found out once a keyword has failed. */
    boolean endsAtFailure() {
        return silent > 0 || found.size() >= mostViolations;
    }

    /** Records a violation, unless failures are no violations here, and returns false. */
    boolean fail(Place place, String message) {
        if (silent == 0 && found.size() < mostViolations) {
            found.add(new Violation(place.pointer(), message));
        }
        return false;
    }

    /** Returns the first violation that a schema has against a value, without recording it; null if it is not told. */
    @Nullable
    Violation first(SchemaNode schema, JsonNode value, Place place) {
        int before = found.size();
        schema.holds(value, place, this, null);
        List<Violation> more = found.subList(before, found.size());
        Violation first = more.isEmpty() ? null : more.get(0);
        more.clear();
        return first;
    }

    /** Returns whether messages are wanted; otherwise {@link #fail} ignores them. */
    boolean isSilent() {
        return silent > 0;
    }
}
