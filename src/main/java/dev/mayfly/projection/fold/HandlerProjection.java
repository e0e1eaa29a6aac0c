package dev.mayfly.projection.fold;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.RecordedEvent;

/** A projection that passes each event to a handler, and counts the events. */
record HandlerProjection(Criteria criteria, Handler handler) implements ValueProjection<Long> {
    @Override
    public Long initial() {
        return 0L;
    }

    @Override
    public int batchEvents() {
        return 1;
    }

    @Override
    public Long after(Long count, RecordedEvent event) throws Exception {
        handler.handle(event);
        return count + 1;
    }
}
