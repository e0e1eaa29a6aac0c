package dev.mayfly.command;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import java.util.Collections;

/** The smallest aggregate: it counts its events, and refuses to count beyond a bound. */
record Counter(long bound) implements Aggregate<Long, Integer, String> {
    static final String TYPE = "Counter";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Long initial() {
        return 0L;
    }

    @Override
    public Long apply(Long state, RecordedEvent event) {
        return state + 1;
    }

    @Override
    public Decision<String> decide(Long state, Integer steps) {
        if (state + steps > bound) {
            return Decision.refuse("is at " + state);
        }
        return new Decision.Accepted<>(
                Collections.nCopies(steps, new Fact("Counted", RawJson.of("{\"from\":" + state + "}"))));
    }
}
